import { allDetectors } from '../../../data-plane/detectors/index.ts';
import { actionsOf, speaksOf } from '../actions.ts';
import type { DefinitionCheck, Evidence } from '../check.ts';
import { inProse } from '../prose.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { followed, has, wordsAt } from '../text/query.ts';

/** A live-looking secret in a definition: the guardrails' own detectors, run over every text. */
export const embeddedSecret: DefinitionCheck = {
  scope: 'definition',
  id: 'se-01-embedded-secret',
  version: 1,
  title: 'A secret stands in the definition',
  class: 'exposure',
  severity: 'high',
  references: [REF.secretExposure, REF.hardCodedCredentials],
  remediation: 'Have the secret revoked and removed; whoever lists the tools has it.',
  run({ reading }) {
    const detectors = allDetectors.filter((detector) => detector.family === 'secret' && detector.surfaces.includes('definition'));
    return reading.fields.flatMap(({ field }): Evidence[] => {
      if (field.text.length < 12 || field.kind === 'icon') return [];
      for (const detector of detectors) {
        const finding = detector.detect(field.text, { surface: 'definition', role: null }).find((one) => one.confidence >= 0.6);
        if (finding !== undefined)
          return [
            {
              path: field.path,
              start: finding.start,
              end: finding.end,
              key: field.key,
              confidence: finding.confidence,
              note: `detector ${detector.id}`,
            },
          ];
      }
      return [];
    });
  },
};

/** A tool that hands out secrets, environment or internal state. */
export const secretOutlet: DefinitionCheck = {
  scope: 'definition',
  id: 'se-02-secret-outlet',
  version: 1,
  title: 'Returns secrets, environment or internal state',
  class: 'exposure',
  severity: 'medium',
  references: [REF.secretExposure, REF.informationExposure, REF.debugCode],
  remediation: 'Disable it, or redact its results with the secret detectors.',
  run(subject) {
    if (subject.kind !== 'tool') return [];
    const evidence: Evidence[] = [];
    const name = subject.reading.nameConcepts;
    const { named, described } = actionsOf(subject);
    const gives = named.has('read') || described.has('read') || named.size === 0 || speaksOf(subject, GIVES);
    if (gives && !named.has('delete') && (name.has(C.secret) || (speaksOf(subject, STATE) && speaksOf(subject, INTERNAL))))
      evidence.push({
        path: '/name',
        start: 0,
        end: subject.reading.name.length,
        confidence: name.has(C.secret) ? 0.75 : 0.6,
        note: 'what it returns is secret or internal by its name',
      });
    if (speaksOf(subject, DEBUG) && speaksOf(subject, STATE))
      evidence.push({ path: '/name', start: 0, end: subject.reading.name.length, confidence: 0.65, note: 'a debugging tool' });
    evidence.push(
      ...inProse(subject, ({ sentence, reading }) => {
        if (reading.field.path !== '/description') return null;
        const hit =
          followed(sentence, [C.read, C.reply, C.tell, C.send], [C.secret, C.secretPath, C.systemPrompt], 7) ??
          (wordsAt(sentence, ENVIRONMENT).length > 0 && has(sentence, C.read, C.tell, C.send, C.reply, C.include)
            ? wordsAt(sentence, ENVIRONMENT)
            : null);
        return hit === null || hit.length === 0
          ? null
          : { hit, confidence: 0.45, note: 'secrets or the environment are among what it returns' };
      }),
    );
    const own = subject.parameters.find(
      (parameter) =>
        parameter.nameReading.at[C.secret] !== undefined && /^(?:include|show|with|return|export|reveal|dump)/i.test(parameter.name),
    );
    const environment = subject.parameters.find((parameter) =>
      /(?:^|_)(?:include|show|export|dump)_?(?:env|environment|secrets?|credentials?|passwords?|keys?)/i.test(parameter.name),
    );
    const place = own ?? environment;
    if (place !== undefined)
      evidence.push({
        path: place.path,
        start: 0,
        end: place.name.length,
        key: true,
        confidence: 0.7,
        note: 'an argument adds secrets to the result',
      });
    return evidence;
  },
};

/** Internal addresses and hosts in a definition. */
export const internalDetail: DefinitionCheck = {
  scope: 'definition',
  id: 'se-03-internal-detail',
  version: 1,
  title: 'Internal hosts or addresses in the definition',
  class: 'hygiene',
  severity: 'low',
  references: [REF.informationExposure],
  remediation: 'Remove internal addresses from what every client may read.',
  run: ({ reading }) =>
    reading.fields.flatMap(({ field }) => {
      const match = INTERNAL_HOST.exec(field.text);
      return match === null
        ? []
        : [
            {
              path: field.path,
              start: match.index,
              end: match.index + match[0].length,
              key: field.key,
              confidence: 0.7,
              note: 'an internal host or address',
            },
          ];
    }),
};

/** The definition says that nobody is asked who they are. */
export const declaresNoAuthentication: DefinitionCheck = {
  scope: 'definition',
  id: 'sc-10-declares-no-authentication',
  version: 1,
  title: 'Says that no authentication is needed',
  class: 'exposure',
  severity: 'medium',
  references: [REF.authentication, REF.missingAuthentication],
  remediation: 'Put it behind the gateway only with a grant, and check what it can reach.',
  run: (subject) =>
    inProse(subject, ({ sentence, reading }) => {
      if (reading.field.kind !== 'description' && reading.field.kind !== 'instructions' && reading.field.kind !== 'title') return null;
      const auth = wordsAt(sentence, AUTHENTICATION);
      const place =
        auth.find((at) => [C.not, C.without].some((concept) => sentence.at[concept]?.some((none) => Math.abs(at - none) <= 4) === true)) ??
        wordsAt(sentence, UNAUTHENTICATED)[0];
      return place === undefined ? null : { hit: [place], confidence: 0.7, note: 'access without authentication is stated' };
    }),
};

const GIVES = new Set(['list', 'show', 'display', 'dump', 'export', 'return', 'print', 'reveal', 'inspect', 'debug', 'get']);
const STATE = new Set([
  'state',
  'environment',
  'env',
  'config',
  'configuration',
  'memory',
  'context',
  'internal',
  'info',
  'information',
  'debug',
  'auth',
  'authentication',
  'variable',
  'dump',
  'setting',
]);
const INTERNAL = new Set([
  'internal',
  'environment',
  'env',
  'debug',
  'dump',
  'auth',
  'secret',
  'credential',
  'sensitive',
  'development',
  'context',
]);
const DEBUG = new Set(['debug', 'debugging', 'development', 'internal', 'diagnostic', 'troubleshoot', 'inspect']);
const ENVIRONMENT = new Set(['environment', 'env', 'credentials', 'secrets', 'tokens', 'passwords', 'connection']);
const AUTHENTICATION = new Set([
  'authentication',
  'auth',
  'login',
  'credentials',
  'authorization',
  'authenticate',
  'authenticated',
  'permissions',
  'permission',
  'token',
  'verification',
]);
const UNAUTHENTICATED = new Set(['unauthenticated', 'unauthorized', 'anonymous', 'unprotected']);
const INTERNAL_HOST =
  /\b(?:10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])\.\d{1,3}\.\d{1,3}|169\.254\.169\.254|[\w-]{1,40}\.(?:internal|corp|intranet|lan|local))\b/;

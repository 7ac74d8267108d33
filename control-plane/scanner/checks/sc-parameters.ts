import type { DefinitionCheck, DefinitionSubject, Evidence, Severity } from '../check.ts';
import { actionsOf } from '../actions.ts';
import { kindsOf } from '../parameter-kind.ts';
import type { ParameterKind } from '../parameter-kind.ts';
import { REF } from '../references.ts';
import type { Parameter } from '../schema.ts';

/**
 * What a caller, and so whoever talks the caller into it, can make a tool do: one check per kind of parameter.
 *
 * These are exposures, not attacks: a file server has to take a path. They drive policy suggestions (which argument
 * detectors to enforce, what to narrow in the schema).
 */
export const parameterChecks: readonly DefinitionCheck[] = [
  parameterCheck(
    'sc-03-command-parameter',
    'A free-form command, script or argument list',
    'high',
    ['command'],
    [REF.commandInjection, REF.osCommand],
    'Replace it by an enum of allowed commands, or enforce the command-injection detectors on it.',
  ),
  parameterCheck(
    'sc-03-code-parameter',
    'Code or an expression to be evaluated',
    'high',
    ['code'],
    [REF.commandInjection, REF.codeInjection],
    'Evaluate in a sandbox, or restrict the language by a pattern.',
  ),
  parameterCheck(
    'sc-04-query-parameter',
    'Raw SQL or a query language',
    'medium',
    ['sql'],
    [REF.commandInjection, REF.sqlInjection],
    'Offer parameters instead of a statement; use a read-only account; enforce the SQL detectors.',
  ),
  parameterCheck(
    'sc-05-path-parameter',
    'A path or file name without a root',
    'medium',
    ['path'],
    [REF.commandInjection, REF.pathTraversal],
    'Restrict it by a pattern or an enum, and enforce the path-traversal detector.',
  ),
  parameterCheck(
    'sc-06-url-parameter',
    'A URL or host without a limit',
    'medium',
    ['url'],
    [REF.commandInjection, REF.ssrf],
    'Restrict hosts by a pattern, and enforce the SSRF detector.',
  ),
  parameterCheck(
    'sc-07-template-parameter',
    'A template or pattern supplied by the caller',
    'medium',
    ['template', 'regex'],
    [REF.templateInjection, REF.inputValidation],
    'Keep templates on the server; bound patterns in size and time.',
  ),
  parameterCheck(
    'sc-07-serialized-parameter',
    'Serialised data to be read back',
    'high',
    ['serialized'],
    [REF.deserialization, REF.xxe],
    'Accept plain JSON only, with a safe parser.',
  ),
  parameterCheck(
    'sc-08-credential-parameter',
    'A credential passed through the model',
    'medium',
    ['credential', 'wallet'],
    [REF.secretExposure, REF.credentialExposure],
    'Keep credentials in the gateway’s vault and out of the conversation.',
  ),
  parameterCheck(
    'sc-10-identity-parameter',
    'Identity or rights chosen by the caller',
    'low',
    ['identity', 'privilege'],
    [REF.authentication, REF.authorizationBypass],
    'Take identity from the token, not from an argument.',
  ),
  parameterCheck(
    'sc-11-safety-switch',
    'A safety measure that an argument can switch off',
    'medium',
    ['safety-switch'],
    [REF.scopeCreep, REF.inputValidation],
    'Fix the value in policy, or require confirmation when it is set.',
  ),
];

function parameterCheck(
  id: string,
  title: string,
  severity: Severity,
  kinds: readonly ParameterKind[],
  references: readonly string[],
  remediation: string,
): DefinitionCheck {
  return {
    scope: 'definition',
    id,
    version: 1,
    title,
    class: 'exposure',
    severity,
    references,
    remediation,
    run: (subject) => subject.parameters.flatMap((parameter) => judge(subject, parameter, kinds, severity)),
  };
}

function judge(subject: DefinitionSubject, parameter: Parameter, kinds: readonly ParameterKind[], severity: Severity): Evidence[] {
  const reading = kindsOf(subject, parameter).find(({ kind }) => kinds.includes(kind));
  if (reading === undefined) return [];
  const place = { path: parameter.path, start: 0, end: parameter.name.length, key: true, confidence: reading.confidence };
  const note = NOTES[reading.kind];
  if (reading.kind === 'wallet') return [{ ...place, note, severity: 'high' }];
  if (reading.kind === 'regex' || reading.kind === 'identity') return [{ ...place, note, severity: 'low' }];
  if (reading.kind === 'privilege') return [{ ...place, note, severity: 'medium' }];
  if (reading.kind === 'path' || reading.kind === 'sql') {
    const { named } = actionsOf(subject);
    if (named.has('write') || named.has('delete') || named.has('execute')) return [{ ...place, note, severity: 'high' }];
  }
  return [{ ...place, note, severity }];
}

const NOTES: Readonly<Record<ParameterKind, string>> = {
  command: 'the caller supplies a command or its arguments',
  code: 'the caller supplies code or an expression',
  sql: 'the caller supplies a query',
  path: 'the caller supplies a path, unrestricted by the schema',
  url: 'the caller supplies an address, unrestricted by the schema',
  template: 'the caller supplies a template',
  serialized: 'the caller supplies serialised data',
  regex: 'the caller supplies a pattern',
  credential: 'a credential is taken as an argument',
  wallet: 'a secret of a wallet, card or person is taken as an argument',
  identity: 'whose data is touched is chosen by the caller',
  privilege: 'a role or right is chosen by the caller',
  'safety-switch': 'an argument switches a safety measure',
};

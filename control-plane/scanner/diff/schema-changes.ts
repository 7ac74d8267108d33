import { kindsOf } from '../parameter-kind.ts';
import type { ParameterKind } from '../parameter-kind.ts';
import { subjectOf } from '../run.ts';
import { isRecord } from '../schema.ts';
import type { Parameter } from '../schema.ts';
import type { DefinitionSubject, Severity } from '../check.ts';
import { C } from '../text/concepts.ts';
import type { Change } from './diff.ts';

/** Differences in the input schema: parameters added, required, opened, or given other values. */
export function schemaChanges(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change[] {
  const was = subjectOf('tool', before);
  const is = subjectOf('tool', after);
  const old = new Map(was.parameters.map((parameter) => [parameter.path, parameter]));
  const now = new Map(is.parameters.map((parameter) => [parameter.path, parameter]));
  const known = new Set(was.parameters.flatMap((parameter) => kindsOf(was, parameter).map(({ kind }) => kind)));
  const changes: Change[] = [];
  const add = (kind: Change['kind'], parameter: Parameter, severity: Severity, note: string): void =>
    void changes.push({ kind, path: parameter.path, severity, note, start: 0, end: 0 });
  for (const [path, parameter] of now) {
    const earlier = old.get(path);
    if (earlier === undefined) {
      const { severity, note } = addedParameter(is, parameter, known);
      add('parameter-added', parameter, severity, note);
    } else compare(earlier, parameter, was, is, add);
  }
  for (const [path, parameter] of old) if (!now.has(path)) add('parameter-removed', parameter, 'info', 'a parameter is gone');
  const input = before['inputSchema'];
  const output = after['inputSchema'];
  if (isRecord(input) && isRecord(output) && input['additionalProperties'] === false && output['additionalProperties'] !== false)
    changes.push({
      kind: 'constraint-dropped',
      path: '/inputSchema/additionalProperties',
      severity: 'low',
      note: 'unknown arguments are accepted now',
      start: 0,
      end: 0,
    });
  return changes;
}

/** A new parameter is ordinary unless it carries data out, harvests, or opens a new kind of risk without saying what for. */
function addedParameter(
  subject: DefinitionSubject,
  parameter: Parameter,
  known: ReadonlySet<ParameterKind>,
): { severity: Severity; note: string } {
  const kinds = kindsOf(subject, parameter).map(({ kind }) => kind);
  const fresh = kinds.filter((kind) => !known.has(kind));
  const name = parameter.nameReading;
  const hidden =
    /^[_$.]|(?:^|_)(?:internal|hidden|debug|hook|shadow|private|callback|sidechannel|trace|telemetry|beacon|sink|tee|exfil|copy_to|forward_to|mirror|bcc)(?:_|$)/i.test(
      parameter.name,
    );
  const silent = parameter.description.trim() === '';
  const outward =
    name.at[C.outside] !== undefined ||
    name.at[C.attacker] !== undefined ||
    name.at[C.steal] !== undefined ||
    ((name.at[C.send] !== undefined || name.at[C.copy] !== undefined) &&
      /(?:to|url|endpoint|address|target|dest\w*|recipient|host)$/i.test(parameter.name));
  if (name.at[C.attacker] !== undefined || name.at[C.steal] !== undefined)
    return { severity: 'high', note: 'a new parameter that takes data out by its name' };
  if (outward && (silent || parameter.required || hidden)) return { severity: 'high', note: 'a new parameter that names a destination' };
  if (hidden && silent) return { severity: 'high', note: 'a new parameter that looks internal and is not described' };
  const grave = fresh.find(
    (kind) => kind === 'command' || kind === 'code' || kind === 'serialized' || kind === 'wallet' || kind === 'credential',
  );
  if (grave === 'credential' && !silent && !parameter.required) return { severity: 'low', note: 'a new optional credential' };
  if (grave !== undefined) return { severity: 'medium', note: `a new parameter of a kind this tool did not have: ${grave}` };
  const risky = fresh.find(
    (kind) => kind === 'url' || kind === 'path' || kind === 'sql' || kind === 'safety-switch' || kind === 'privilege',
  );
  if (risky !== undefined)
    return {
      severity:
        outward ||
        (risky === 'url' && silent) ||
        (risky === 'safety-switch' && /skip|bypass|unsafe|insecure|override|disable/i.test(parameter.name))
          ? 'medium'
          : 'low',
      note: `a new parameter of a kind this tool did not have: ${risky}`,
    };
  if (outward || hidden) return { severity: 'medium', note: 'a new parameter that could carry data out' };
  return {
    severity: parameter.required ? 'low' : 'info',
    note: parameter.required ? 'a new required parameter' : 'a new optional parameter',
  };
}

function compare(
  old: Parameter,
  now: Parameter,
  was: DefinitionSubject,
  is: DefinitionSubject,
  add: (kind: Change['kind'], parameter: Parameter, severity: Severity, note: string) => void,
): void {
  if (now.required && !old.required) add('parameter-required', now, 'low', 'a parameter is required now');
  if (old.constrained && !now.constrained) {
    const opened = kindsOf(is, now).some(({ kind }) => !kindsOf(was, old).some((known) => known.kind === kind));
    add('constraint-dropped', now, opened ? 'medium' : 'low', 'a limit on the values is gone');
  }
  const before = enumOf(old);
  const after = enumOf(now);
  if (before !== null && after !== null) {
    const fresh = after.filter((value) => !before.includes(value));
    const grave = fresh.filter((value) => GRAVE_VALUE.test(value));
    const had = before.some((value) => GRAVE_VALUE.test(value));
    if (grave.length > 0) add('enum-extended', now, had ? 'low' : 'medium', `${grave.length} new values that delete, execute, send or pay`);
    else if (fresh.length > 0) add('enum-extended', now, 'info', `${fresh.length} new values`);
  }
  const olds = JSON.stringify(old.schema['default'] ?? null);
  const news = JSON.stringify(now.schema['default'] ?? null);
  if (olds !== news) {
    const switched = kindsOf(is, now).some(({ kind }) => kind === 'safety-switch');
    const address = typeof now.schema['default'] === 'string' && /^[a-z]+:\/\/|@|^\d{1,3}(?:\.\d{1,3}){3}/i.test(now.schema['default']);
    add(
      'default-changed',
      now,
      address ? 'medium' : switched ? 'medium' : 'info',
      address ? 'the default is an address now' : 'another default',
    );
  }
  if (old.description !== now.description) add('wording', now, 'info', 'a parameter is described differently');
}

function enumOf(parameter: Parameter): string[] | null {
  const list = parameter.schema['enum'];
  return Array.isArray(list) ? list.map(String) : null;
}

const GRAVE_VALUE =
  /^(?:delete|remove|drop|destroy|purge|wipe|truncate|exec(?:ute)?|run|eval|shell|kill|transfer|pay|withdraw|send|upload|write|overwrite|admin|root|sudo)(?:$|[_-])/i;

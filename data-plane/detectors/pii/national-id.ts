import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';
import { americanSchemes } from './national/americas.ts';
import { asiaPacificSchemes } from './national/asia-pacific.ts';
import { europeanSchemes } from './national/europe.ts';
import type { NationalScheme } from './national/scheme.ts';
import { runsWithDigits } from './runs.ts';

/**
 * National identity, tax and health numbers of about fifty countries' schemes.
 *
 * Shape: as `national/` says; check digits and ranges verified. A number whose format or check digit proves little needs a word
 *   for it nearby; the label names the scheme.
 * Cost: one pass over the text for places where a number starts; there, one bounded pattern for each scheme that could match.
 * Misses: numbers without a word nearby where the scheme needs one.
 * Source: cited in `national/`.
 */
export const piiNationalId: Detector = {
  id: 'pii.national-id',
  family: 'pii',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    schemes ??= compile();
    const findings: Finding[] = [];
    const runs = runsWithDigits(text);
    const named = new Int8Array(schemes.length);
    let covered = 0;
    for (let i = 0; i < runs.length; i += 2) {
      const at = runs[i] as number;
      if (at < covered || !mayStart(text, at)) continue;
      const finding = matchAt(text, at, (runs[i + 1] as number) - at, named);
      if (finding === null) continue;
      findings.push(finding);
      covered = finding.end;
    }
    return findings;
  },
};

interface CompiledScheme extends NationalScheme {
  readonly regex: RegExp;
  readonly words: RegExp;
  readonly digitFirst: boolean;
  readonly letterFirst: boolean;
  /** The number's first run of letters and digits is at least this long. */
  readonly firstRun: number;
}

let schemes: readonly CompiledScheme[] | null = null;

function compile(): readonly CompiledScheme[] {
  return [...europeanSchemes, ...americanSchemes, ...asiaPacificSchemes].map((scheme) => ({
    ...scheme,
    regex: new RegExp(`(?:${scheme.pattern})(?![A-Za-z0-9_]|[-.,:/]\\d)`, 'y'),
    words: new RegExp(scheme.context, 'i'),
    digitFirst: /(?:^|\(|\|)(?:\(\?:)?(?:\\d|\[[0-9]|\d)/.test(scheme.pattern),
    letterFirst: /(?:^|\||\(\?:)\[(?:\^)?[A-Za-z]/.test(scheme.pattern),
    firstRun: Math.min(...scheme.pattern.split('|').map(leadingCharacters)),
  }));
}

/** How many characters a pattern surely takes before anything optional or any separator. */
function leadingCharacters(pattern: string): number {
  let count = 0;
  let rest = pattern;
  for (let atom = ATOM.exec(rest); atom !== null; atom = ATOM.exec(rest)) {
    count += atom[1] === undefined ? 1 : Number(atom[1]);
    rest = rest.slice(atom[0].length);
  }
  return Math.max(1, count);
}

const ATOM = /^(?:\\d|\[[A-Za-z0-9-]+\]|\d)(?:\{(\d+)\})?(?![?*{])/;

/** A number does not start in the middle of a longer one, nor in a lower-case word. */
function mayStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 90) return false;
  const before = text.charCodeAt(at - 1);
  if ((before === HYPHEN || before === DOT || before === SLASH) && isJoined(text.charCodeAt(at - 2))) return false;
  const isDate = text.charCodeAt(at + 4) === HYPHEN && text.charCodeAt(at + 7) === HYPHEN;
  return !isDate && digitsSoon(text, at);
}

/** At least six digits in the next twenty characters, four where a letter comes first. */
function digitsSoon(text: string, at: number): boolean {
  let digits = text.charCodeAt(at) > 57 ? 2 : 0;
  const end = Math.min(text.length, at + 20);
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
    else if (code > 90 || (code < 65 && code !== 32 && code !== HYPHEN && code !== DOT && code !== SLASH && code !== 40)) break;
    if (digits >= 6) return true;
  }
  return false;
}

function isJoined(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

/** `present` remembers for each scheme whether its words are anywhere in the text: 1 yes, -1 no, 0 not yet asked. */
function matchAt(text: string, at: number, runLength: number, present: Int8Array): Finding | null {
  const startsWithDigit = text.charCodeAt(at) <= 57;
  const inGroup = /\d[ -]$/.test(text.slice(Math.max(0, at - 2), at));
  let best: Finding | null = null;
  const all = schemes ?? [];
  for (let i = 0; i < all.length; i++) {
    const scheme = all[i] as CompiledScheme;
    if ((inGroup && present[i] === -1) || runLength < scheme.firstRun || (startsWithDigit ? !scheme.digitFirst : !scheme.letterFirst))
      continue;
    scheme.regex.lastIndex = at;
    const match = scheme.regex.exec(text);
    if (match === null) continue;
    const value = match[0].replace(/[^A-Za-z0-9\u00d1&]/g, '');
    if (!scheme.verify(value)) continue;
    const end = at + match[0].length;
    if (present[i] === 0) present[i] = scheme.words.test(text) ? 1 : -1;
    const named = present[i] === 1 && hasContext(text, at, end, scheme.words);
    const alone = value.length < match[0].length ? (scheme.formatted ?? scheme.alone) : scheme.alone;
    const confidence = named ? 0.96 : alone;
    if (!named && /^[ -]\d|^\d/.test(text.slice(end, end + 2))) continue;
    if (!named && inGroup) continue;
    if (confidence === 0 || (best !== null && best.confidence >= confidence)) continue;
    best = { detectorId: piiNationalId.id, start: at, end, confidence, label: scheme.label };
  }
  return best;
}

const HYPHEN = 45;
const DOT = 46;
const SLASH = 47;

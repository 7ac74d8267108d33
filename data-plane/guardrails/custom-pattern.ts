import { RE2JS } from 're2js';
import type { Detector, Finding, Surface } from '../detectors/detector.ts';
import { buildMultiPattern, findPatterns } from '../detectors/multi-pattern.ts';
import type { CustomPattern } from './policy.ts';

const SURFACES: readonly Surface[] = ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'];

// Finding every match of a regular expression is linear only per match: windows and a cap on matches bound the whole.
const WINDOW_CHARS = 4096;
const OVERLAP_CHARS = 256;
const MAX_MATCHES_PER_WINDOW = 64;

/**
 * A project's own pattern as a detector of the family `custom`.
 *
 * Cost: linear in the text for any pattern: RE2 for regular expressions, one automaton for all keywords.
 * Misses: matches of more than 256 characters across the edge of a 4,096 character window; more than 64 matches in one.
 * Throws: RE2JSException on a regular expression that `patternProblem` would have refused.
 */
export function customDetector(pattern: CustomPattern): Detector {
  const id = `custom.${pattern.id}`;
  const found = (start: number, end: number): Finding => ({
    detectorId: id,
    start,
    end,
    confidence: pattern.confidence ?? 1,
    label: pattern.label ?? pattern.id,
  });
  const detect = pattern.kind === 'regex' ? regexMatcher(pattern, found) : keywordMatcher(pattern, found);
  return { id, family: 'custom', version: 1, severity: 'medium', surfaces: SURFACES, detect };
}

/** What is wrong with a pattern, as `field: sentence`; null when it can be used. */
export function patternProblem(pattern: CustomPattern): string | null {
  if (pattern.kind === 'keywords') return pattern.keywords === undefined ? 'keywords: a list of keywords is needed' : null;
  if (pattern.pattern === undefined) return 'pattern: a regular expression is needed';
  try {
    const compiled = RE2JS.compile(pattern.pattern, flagsOf(pattern));
    return compiled.testExact('') ? 'pattern: the expression matches the empty text, so it would match everywhere' : null;
  } catch (error) {
    return `pattern: not a regular expression that can be matched in linear time (RE2 syntax, no look-around or back-references): ${
      error instanceof Error ? error.message.slice(0, 200) : 'unknown reason'
    }`;
  }
}

function flagsOf(pattern: CustomPattern): number {
  return RE2JS.MULTILINE | (pattern.caseSensitive === true ? 0 : RE2JS.CASE_INSENSITIVE);
}

type Found = (start: number, end: number) => Finding;

function regexMatcher(pattern: CustomPattern, found: Found): Detector['detect'] {
  const compiled = RE2JS.compile(pattern.pattern ?? '', flagsOf(pattern));
  return (text) => {
    const findings: Finding[] = [];
    let from = 0;
    for (let windowStart = 0; windowStart < text.length; windowStart += WINDOW_CHARS) {
      const window = text.slice(windowStart, windowStart + WINDOW_CHARS + OVERLAP_CHARS);
      if (!compiled.test(window)) continue;
      const matcher = compiled.matcher(window);
      for (let n = 0; n < MAX_MATCHES_PER_WINDOW && matcher.find(); n++) {
        const start = windowStart + matcher.start();
        const end = windowStart + matcher.end();
        if (start < from || end === start) continue; // seen in the overlap, or empty
        if (matcher.start() >= WINDOW_CHARS) break; // the next window finds it
        findings.push(found(start, end));
        from = end;
      }
    }
    return findings;
  };
}

function keywordMatcher(pattern: CustomPattern, found: Found): Detector['detect'] {
  const fold = pattern.caseSensitive !== true;
  const keywords = [...new Set((pattern.keywords ?? []).map((keyword) => (fold ? keyword.toLowerCase() : keyword)))];
  const ascii = keywords.filter((keyword) => /^[\x20-\x7e]+$/.test(keyword));
  const other = keywords.filter((keyword) => !ascii.includes(keyword));
  const automaton = ascii.length === 0 ? null : buildMultiPattern(ascii, { ignoreCase: fold });
  return (text) => {
    const findings: Finding[] = [];
    const add = (start: number, end: number): void => {
      if (isWholeWord(text, start, end)) findings.push(found(start, end));
    };
    if (automaton !== null) {
      const matches = findPatterns(automaton, text);
      for (let i = 0; i < matches.length; i += 2) add(matches[i + 1]! - ascii[matches[i]!]!.length, matches[i + 1]!);
    }
    if (other.length > 0) findOthers(fold ? foldKeepingLength(text) : text, other, add);
    return findings;
  };
}

/** Keywords beyond ASCII, each searched for on its own. */
function findOthers(text: string, keywords: readonly string[], add: (start: number, end: number) => void): void {
  for (const keyword of keywords) {
    for (let at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + keyword.length)) add(at, at + keyword.length);
  }
}

/** Lower case, unless that would shift positions (a few letters lower to two code units). */
function foldKeepingLength(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

const WORD = /[\p{L}\p{N}_]/u;

/** Scripts without spaces between words have no word edges: there every match counts. */
function isWholeWord(text: string, start: number, end: number): boolean {
  const first = text[start] ?? '';
  const last = text[end - 1] ?? '';
  const before = start > 0 ? text[start - 1]! : '';
  const after = text[end] ?? '';
  return !(isSpacedWord(first) && isSpacedWord(before)) && !(isSpacedWord(last) && isSpacedWord(after));
}

function isSpacedWord(character: string): boolean {
  return WORD.test(character) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(character);
}

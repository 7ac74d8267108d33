import { formOf, isPlainUnit } from './code-points.ts';
import type { Change } from './regions.ts';
import { rewrite } from './rewrite.ts';
import type { View } from './view.ts';

const OPTIONS = { maxGap: 24, minWeight: 3, context: 200 };

const WEIGHT = { invisible: 3, fold: 1.5, alike: 3, mark: 0.75, accent: 0 } as const;

/** Accents are ordinary in many languages; this many of ten letters are not. */
const DENSE_ACCENTS = 0.3;
const ACCENT_WINDOW = 48;

/**
 * Text as a reader sees it: invisible characters dropped, compatibility forms and small capitals folded to ASCII, look-alike
 * letters folded in words that mix scripts, marks dropped from heavily accented text.
 *
 * Cost: nothing on ASCII; otherwise one pass over what is not ASCII. Joiners that emoji and Indic or Arabic script need, and
 *   accents of ordinary density, do not make a view.
 * Source: UTS 39 (confusables), UAX 15 (NFKC, NFD), Unicode property Default_Ignorable_Code_Point.
 */
export function unicodeView(text: string): View | null {
  const changes: Change[] = [];
  let accents: Change[] = [];
  let word: Word = { end: 0, isMixed: false };
  const flushAccents = (): void => {
    for (const accent of weighAccents(text, accents)) changes.push(accent);
    accents = [];
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128 || isPlainUnit(code)) continue;
    const start = i;
    const codePoint = code >= 0xd800 && code < 0xdc00 ? text.codePointAt(i)! : code;
    const end = start + (codePoint > 0xffff ? 2 : 1);
    i = end - 1;
    const { kind, replacement } = formOf(codePoint);
    if (kind === 'plain') continue;
    if (kind === 'accent') {
      if (accents.length > 0 && start - accents[accents.length - 1]!.end > ACCENT_WINDOW) flushAccents();
      accents.push({ start, end, replacement, weight: WEIGHT.accent });
      continue;
    }
    if (kind === 'alike') {
      if (start >= word.end) word = wordAround(text, start, end);
      if (!word.isMixed) continue;
    }
    const isOrdinary = kind === 'invisible' && isOrdinaryInvisible(text, codePoint, start, end);
    changes.push({ start, end, replacement, weight: isOrdinary ? 0 : WEIGHT[kind] });
  }
  flushAccents();
  if (!changes.some((change) => change.weight > 0)) return null;
  changes.sort((a, b) => a.start - b.start);
  return rewrite(text, 'unicode', changes, OPTIONS);
}

/** Accents count where they are dense; elsewhere they are folded only beside something else. */
function weighAccents(text: string, accents: readonly Change[]): readonly Change[] {
  const first = accents[0];
  const last = accents[accents.length - 1];
  if (first === undefined || last === undefined || accents.length < 6) return accents;
  const letters = text.slice(first.start, last.end).replace(/\P{L}/gu, '').length;
  return accents.length / letters < DENSE_ACCENTS ? accents : accents.map((accent) => ({ ...accent, weight: 1 }));
}

interface Word {
  readonly end: number;
  /** It also has ASCII letters, or stands next to a word that has only those. */
  readonly isMixed: boolean;
}

const MAX_WORD_CHARS = 32;

/** The word that a look-alike stands in. */
function wordAround(text: string, start: number, end: number): Word {
  let from = start;
  let to = end;
  while (from > 0 && start - from < MAX_WORD_CHARS && isLetter(text.charCodeAt(from - 1))) from--;
  while (to < text.length && to - end < MAX_WORD_CHARS && isLetter(text.charCodeAt(to))) to++;
  return { end: to, isMixed: isMixed(text, from, to) };
}

function isMixed(text: string, from: number, to: number): boolean {
  let ascii = 0;
  let other = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code < 128) ascii++;
    else if (formOf(code).kind === 'alike') continue;
    else other++;
  }
  if (ascii > 0) return true;
  return other === 0 && (isAsciiLetter(text.charCodeAt(from - 2)) || isAsciiLetter(text.charCodeAt(to + 1)));
}

function isLetter(code: number): boolean {
  return (
    isAsciiLetter(code) || (code >= 0x80 && code !== 0xa0 && !(code >= 0x2000 && code <= 0x206f) && !(code >= 0x3000 && code <= 0x303f))
  );
}

function isAsciiLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Joiners and selectors in emoji, joiners and marks of direction in scripts that need them, and a byte order mark at the start. */
function isOrdinaryInvisible(text: string, codePoint: number, start: number, end: number): boolean {
  if (codePoint === 0xfeff) return start === 0;
  const before = start > 0 ? text.codePointAt(start - (isLowSurrogate(text.charCodeAt(start - 1)) ? 2 : 1))! : 0;
  const after = text.codePointAt(end) ?? 0;
  const isSelector = codePoint >= 0xfe00 && codePoint <= 0xfe0f;
  if (isSelector) return !(after >= 0xfe00 && after <= 0xfe0f) && !(before >= 0xfe00 && before <= 0xfe0f) && !isAsciiLetter(before);
  if (codePoint >= 0xe0020 && codePoint <= 0xe007f) return before >= 0x1f000; // a flag, or one more of a run shown elsewhere
  if (codePoint >= 0x2028 && codePoint <= 0x2029) return true;
  if (codePoint >= 0x200c && codePoint <= 0x200f) return isJoining(before) || isJoining(after);
  return false;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** Hebrew, Arabic, Syriac, Indic and South-East Asian scripts, and emoji. */
function isJoining(codePoint: number): boolean {
  return (
    (codePoint >= 0x0590 && codePoint <= 0x109f) ||
    (codePoint >= 0x1780 && codePoint <= 0x18af) ||
    codePoint >= 0x1f000 ||
    (codePoint >= 0x2600 && codePoint <= 0x27bf) ||
    codePoint === 0xfe0f
  );
}

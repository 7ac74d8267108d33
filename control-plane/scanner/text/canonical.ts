/**
 * A text as it reads, with a way back to the text as it was written.
 *
 * Units: offsets of `text` and of the original are UTF-16 code units.
 */
export interface Canonical {
  readonly text: string;
  /** Offset in the original of each unit of `text`, and the original's length at the end; null when both are the same. */
  readonly origin: Int32Array | null;
  /** What was taken out or folded, in order of appearance. */
  readonly oddities: readonly Oddity[];
}

/** Kinds of characters that a reader does not see, or sees as something else. */
export type OddityKind =
  'zero-width' | 'bidi' | 'tag' | 'variation-selector' | 'private-use' | 'control' | 'ansi' | 'filler' | 'homoglyph' | 'compatibility';

/** A run of such characters in the original. */
export interface Oddity {
  readonly kind: OddityKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Folds a text into what a model reads: compatibility forms resolved, look-alike letters made Latin, invisible
 * characters taken out, tag characters decoded. Each unit keeps the place it came from.
 *
 * Cost: linear; plain ASCII returns at once.
 * Misses: look-alikes outside the table below; digits standing for letters.
 * Source: Unicode UAX #15 (NFKC), UTS #39 (confusables; the table is the part that imitates Latin letters), UTS #51 (emoji tag sequences).
 */
export function canonicalize(original: string): Canonical {
  // eslint-disable-next-line no-control-regex
  if (/^[\t\n\r\x20-\x7e]*$/.test(original)) return { text: original, origin: null, oddities: [] };
  const out: string[] = [];
  const origin: number[] = [];
  const oddities: Oddity[] = [];
  const note = (kind: OddityKind, start: number, end: number): void => {
    const last = oddities.at(-1);
    if (last !== undefined && last.kind === kind && last.end === start) oddities[oddities.length - 1] = { ...last, end };
    else if (oddities.length < MAX_ODDITIES) oddities.push({ kind, start, end });
  };
  const emit = (text: string, at: number): void => {
    for (const unit of text) {
      out.push(unit);
      for (let index = 0; index < unit.length; index += 1) origin.push(at);
    }
  };
  for (let at = 0; at < original.length;) {
    const code = original.codePointAt(at) as number;
    const width = code > 0xffff ? 2 : 1;
    const end = at + width;
    if (code < 0x80) {
      if (code >= 0x20 && code !== 0x7f) emit(original[at] as string, at);
      else if (code === 9 || code === 10 || code === 13) emit(original[at] as string, at);
      else if (code === 0x1b) {
        const escape = ANSI.exec(original.slice(at, at + 64));
        const length = escape?.[0].length ?? 1;
        note('ansi', at, at + length);
        emit(' ', at);
        at += length;
        continue;
      } else note('control', at, end);
      at = end;
      continue;
    }
    if (code >= 0xe0000 && code <= 0xe007f) {
      const flag = flagEnd(original, at);
      if (flag !== null) {
        at = flag;
        continue;
      }
      note('tag', at, end);
      if (code >= 0xe0020 && code < 0xe007f) emit(String.fromCharCode(code - 0xe0000), at);
    } else if (isZeroWidth(code)) {
      if (!((code === 0x200d || code === 0x200c) && joinsEmoji(original, at))) note('zero-width', at, end);
    } else if (
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069) ||
      code === 0x200e ||
      code === 0x200f ||
      code === 0x61c
    ) {
      note('bidi', at, end);
    } else if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) {
      if (!(code === 0xfe0f || code === 0xfe0e) || !follows(original, at, EMOJI_BASE)) note('variation-selector', at, end);
    } else if ((code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000) note('private-use', at, end);
    else if (code >= 0x80 && code < 0xa0) note('control', at, end);
    else if (code === 0x3164 || code === 0xffa0 || code === 0x115f || code === 0x1160 || code === 0x2800) note('filler', at, end);
    else {
      const latin = LATIN_TWINS.get(code);
      if (latin !== undefined && amongLatin(original, at)) {
        note('homoglyph', at, end);
        emit(latin, at);
      } else {
        const char = original.slice(at, end);
        const folded = code < 0x2000 ? char : char.normalize('NFKC');
        if (folded !== char && /^[\x21-\x7e]+$/.test(folded) && isStyledLetter(code)) note('compatibility', at, end);
        emit(folded, at);
      }
    }
    at = end;
  }
  origin.push(original.length);
  return { text: out.join(''), origin: Int32Array.from(origin), oddities };
}

/** The place in the original of a span of the canonical text. */
export function toOriginal(canonical: Canonical, start: number, end: number): { start: number; end: number } {
  if (canonical.origin === null) return { start, end };
  const from = canonical.origin[start] ?? 0;
  const last = canonical.origin[Math.max(start, end - 1)] ?? from;
  const after = canonical.origin[end] ?? last + 1;
  return { start: from, end: Math.max(after, last + 1) };
}

/** The letters of a word with look-alikes made one: two names with the same skeleton look the same. */
export function skeleton(word: string): string {
  return canonicalize(word)
    .text.toLowerCase()
    .replace(/[_\-.\s]/g, '')
    .replaceAll('0', 'o')
    .replace(/[1|]/g, 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

const MAX_ODDITIES = 2_000;
// eslint-disable-next-line no-control-regex
const ANSI = /^\x1b(?:\[[0-9;?]{0,30}[A-Za-z]|\][^\x07\x1b]{0,60}(?:\x07|\x1b\\)?|[()][A-Z0-9]|[A-Z=>])/;
const EMOJI_BASE = /[\p{Emoji}\p{Extended_Pictographic}\u20e3]$/u;

function isZeroWidth(code: number): boolean {
  return (
    code === 0x200b ||
    code === 0x200c ||
    code === 0x200d ||
    code === 0x2060 ||
    (code >= 0x2061 && code <= 0x2064) ||
    code === 0xfeff ||
    code === 0xad ||
    code === 0x180e ||
    code === 0x34f
  );
}

function follows(text: string, at: number, pattern: RegExp): boolean {
  return pattern.test(text.slice(Math.max(0, at - 2), at));
}

/** A joiner between pictographs, or in a script that needs it (Arabic, Indic), hides nothing. */
function joinsEmoji(text: string, at: number): boolean {
  return /[\p{Extended_Pictographic}\ufe0f\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Tamil}\p{Script=Sinhala}]$/u.test(
    text.slice(Math.max(0, at - 2), at),
  );
}

/** The end of a well-formed flag of a region: a black flag, two letters of a country, up to three of a part, the cancel tag. Null otherwise. */
function flagEnd(text: string, at: number): number | null {
  if (text.slice(at - 2, at) !== '\u{1f3f4}') return null;
  let letters = '';
  let index = at;
  while (letters.length < 8) {
    const code = text.codePointAt(index);
    if (code === undefined || code < 0xe0000 || code > 0xe007f) return null;
    index += 2;
    if (code === 0xe007f) return REGION_FLAGS.has(letters) || /^us[a-z]{2}$|^ca[a-z]{2}$|^gb[a-z]{3}$/.test(letters) ? index : null;
    letters += String.fromCharCode(code - 0xe0000);
  }
  return null;
}
const REGION_FLAGS = new Set(['gbeng', 'gbsct', 'gbwls', 'gbnir']);

/** Mathematical, circled and full-width letters: Latin text in disguise. */
function isStyledLetter(code: number): boolean {
  return (
    (code >= 0x1d400 && code <= 0x1d7ff) ||
    (code >= 0xff21 && code <= 0xff5a) ||
    (code >= 0x24b6 && code <= 0x24e9) ||
    (code >= 0x1f130 && code <= 0x1f189)
  );
}

/** A Cyrillic or Greek letter in a word that also has Latin letters. */
function amongLatin(text: string, at: number): boolean {
  for (let index = at - 1, steps = 0; index >= 0 && steps < 12 && /[\p{L}\p{M}]/u.test(text[index] as string); index -= 1, steps += 1)
    if (/[A-Za-z]/.test(text[index] as string)) return true;
  for (
    let index = at + 1, steps = 0;
    index < text.length && steps < 12 && /[\p{L}\p{M}]/u.test(text[index] as string);
    index += 1, steps += 1
  )
    if (/[A-Za-z]/.test(text[index] as string)) return true;
  return false;
}

const LATIN_TWINS: ReadonlyMap<number, string> = new Map(
  [
    ...Array.from('аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwӏlгrкkмmнhтtвbпnАAВBЕEКKМMНHОOРPСCТTХXІIЈJЅSҮYԌG'.matchAll(/(.)(.)/gu)),
    ...Array.from('αaοoνvρpκkιiτtυuχxεeγyΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX'.matchAll(/(.)(.)/gu)),
    ...Array.from('օoսuրnոnհhցgɑaɡgıiƖlɩiʟlᴀaᴄcᴇeᴏoᴛtᴜu'.matchAll(/(.)(.)/gu)),
  ].map((pair) => [(pair[1] as string).codePointAt(0) as number, pair[2] as string]),
);

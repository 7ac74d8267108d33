/**
 * What each UTF-16 unit is for a reader of words, and the letter it stands for once case, accents and
 * full-width forms are taken away.
 */

/** Kinds of characters. `skip` neither ends nor extends a word; `single` is a word of its own. */
export const KIND = {
  other: 0,
  letter: 1,
  digit: 2,
  single: 3,
  skip: 4,
  space: 5,
  newline: 6,
  stop: 7,
  wideStop: 8,
  apostrophe: 9,
  joiner: 10,
} as const;

/** Two tables with one entry for each UTF-16 unit. */
export interface CharacterTables {
  readonly kind: Uint8Array;
  readonly fold: Uint16Array;
}

let tables: CharacterTables | null = null;

/**
 * The tables, made on first use and kept.
 *
 * Cost: some 10 ms once, 192 KB.
 */
export function characterTables(): CharacterTables {
  return (tables ??= build());
}

/** Scripts written without blanks, or whose syllables carry more than their blanks do: each unit is a word. */
const SINGLE_RANGES: readonly (readonly [number, number])[] = [
  [0x0e01, 0x0e4f],
  [0x0e80, 0x0edf],
  [0x1000, 0x109f],
  [0x1780, 0x17dd], // Thai, Lao, Burmese, Khmer
  [0x3041, 0x30ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff], // kana, ideographs, Hangul
];
/** Marks that change no letter we would want to tell apart, and characters that show nothing. */
const SKIP_RANGES: readonly (readonly [number, number])[] = [
  [0x00ad, 0x00ad],
  [0x0300, 0x036f],
  [0x0591, 0x05c7],
  [0x0640, 0x0640],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x180b, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];
const SMALL_CAPITALS = 'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpǫqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz';

function build(): CharacterTables {
  const kind = new Uint8Array(65536);
  const fold = new Uint16Array(65536);
  const letter = /[\p{L}\p{M}]/u;
  for (let unit = 0; unit < 65536; unit++) {
    fold[unit] = unit;
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    // Ideographs and syllables are set by range below; asking for each costs most of the time.
    if ((unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7ff)) continue;
    const text = String.fromCharCode(unit);
    if (!letter.test(text)) continue;
    kind[unit] = KIND.letter;
    if (unit < 0x2c00 || unit >= 0xff00) fold[unit] = bare(text);
  }
  for (let unit = 0x30; unit <= 0x39; unit++) kind[unit] = KIND.digit;
  for (let i = 0; i < SMALL_CAPITALS.length; i += 2) fold[SMALL_CAPITALS.charCodeAt(i)] = SMALL_CAPITALS.charCodeAt(i + 1);
  setRanges(kind, SINGLE_RANGES, KIND.single);
  setRanges(kind, SKIP_RANGES, KIND.skip);
  setAll(
    kind,
    ' \t\u000b\u000c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000',
    KIND.space,
  );
  setAll(kind, '\n\r\u0085\u2028\u2029', KIND.newline);
  setAll(kind, '.!?', KIND.stop);
  setAll(kind, '。｡।॥؟۔։።', KIND.wideStop);
  setAll(kind, "'\u2019\u02bc", KIND.apostrophe);
  setAll(kind, '_-\u2010\u2011\u00b7', KIND.joiner);
  // Full-width forms are what they are forms of, marks included.
  for (let unit = 0xff01; unit <= 0xff5e; unit++) {
    const ascii = unit - 0xfee0;
    fold[unit] = ascii >= 65 && ascii <= 90 ? ascii + 32 : ascii;
    kind[unit] = kind[ascii] ?? KIND.other;
  }
  return { kind, fold };
}

/** The unit without case and accents; the unit itself where that takes more than one. */
function bare(text: string): number {
  const low = text.toLowerCase();
  const parts = low.normalize('NFD');
  const first = parts.charCodeAt(0);
  if (parts.length === 1) return first;
  const rest = parts.charCodeAt(1);
  return rest >= 0x0300 && rest <= 0x036f ? first : low.charCodeAt(0);
}

function setRanges(kind: Uint8Array, ranges: readonly (readonly [number, number])[], value: number): void {
  for (const [from, to] of ranges) kind.fill(value, from, to + 1);
}

function setAll(kind: Uint8Array, characters: string, value: number): void {
  for (let i = 0; i < characters.length; i++) kind[characters.charCodeAt(i)] = value;
}

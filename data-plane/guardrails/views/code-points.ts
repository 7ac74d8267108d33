import { LOOK_ALIKES, SMALL_CAPITALS } from './look-alikes.ts';

/**
 * How a character beyond ASCII is shown in the folded view.
 *
 * `kind`: `plain` as it is; `invisible` dropped; `fold` a compatibility form of ASCII; `alike` looks like an ASCII letter;
 *   `accent` an ASCII letter with marks; `mark` a combining mark.
 */
export interface CodePointForm {
  readonly kind: 'plain' | 'invisible' | 'fold' | 'alike' | 'accent' | 'mark';
  readonly replacement: string;
}

const PLAIN: CodePointForm = { kind: 'plain', replacement: '' };
const INVISIBLE: CodePointForm = { kind: 'invisible', replacement: '' };
const MARK: CodePointForm = { kind: 'mark', replacement: '' };

/** Default-ignorable and format characters, blank letters, and controls of direction and shaping. */
const INVISIBLES: readonly (readonly [number, number])[] = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

const forms = new Map<number, CodePointForm>();
const MAX_FORMS = 8192;

/** 1 for UTF-16 units known to be `plain`. */
const plainUnits = new Uint8Array(0x10000);
for (const [from, to] of [
  [0x3165, 0xa4d0],
  [0xac00, 0xd800],
] as const)
  plainUnits.fill(1, from, to); // Han, Yi, Hangul

/** Says whether a UTF-16 unit is known to be shown as it is: a table look-up, for texts that are mostly not ASCII. */
export function isPlainUnit(code: number): boolean {
  return plainUnits[code] === 1;
}

/** The form of a code point; worked out once for each that is met. */
export function formOf(codePoint: number): CodePointForm {
  const known = forms.get(codePoint);
  if (known !== undefined) return known;
  const form = workOut(codePoint);
  if (forms.size < MAX_FORMS) forms.set(codePoint, form);
  if (form.kind === 'plain' && codePoint < 0xd800) plainUnits[codePoint] = 1;
  return form;
}

function workOut(codePoint: number): CodePointForm {
  const character = String.fromCodePoint(codePoint);
  if (INVISIBLES.some(([from, to]) => codePoint >= from && codePoint <= to)) return INVISIBLE;
  if (/^\p{Mn}$/u.test(character)) return codePoint <= 0x036f || (codePoint >= 0x1ab0 && codePoint <= 0x20f0) ? MARK : PLAIN;
  const alike = LOOK_ALIKES.get(codePoint);
  if (alike !== undefined) return { kind: SMALL_CAPITALS.has(codePoint) ? 'fold' : 'alike', replacement: alike };
  const enclosed = enclosedLetter(codePoint);
  if (enclosed !== null) return { kind: 'fold', replacement: enclosed };
  const composed = character.normalize('NFKC');
  if (composed !== character && /^[\x20-\x7e]{1,4}$/.test(composed)) {
    return /[A-Za-z0-9]/.test(composed) || codePoint >= 0xff00 ? { kind: 'fold', replacement: composed } : PLAIN;
  }
  const base = character.normalize('NFD').replace(/\p{Mn}/gu, '');
  return /^[A-Za-z]$/.test(base) && base !== character ? { kind: 'accent', replacement: base } : PLAIN;
}

/** Letters in boxes and circles that NFKC leaves alone. */
function enclosedLetter(codePoint: number): string | null {
  for (const first of [0x1f150, 0x1f170])
    if (codePoint >= first && codePoint < first + 26) return String.fromCharCode(65 + codePoint - first);
  return null;
}

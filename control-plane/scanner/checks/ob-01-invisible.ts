import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';
import type { Oddity, OddityKind } from '../text/canonical.ts';

/**
 * Characters that a person does not see and a model reads: tag characters, zero-width, bidirectional, private-use.
 *
 * Emoji sequences and flags of regions are exempt, as are joiners in scripts that need them. Tag characters are decoded.
 */
export const invisibleCharacters: DefinitionCheck = {
  scope: 'definition',
  id: 'ob-01-invisible-characters',
  version: 1,
  title: 'Invisible or direction-changing characters',
  class: 'attack',
  severity: 'high',
  references: [REF.toolPoisoning, REF.safeSteganography, REF.homoglyph],
  remediation: 'Reject the definition until the characters are gone; look at what they spell.',
  run,
};

const WEIGHT: Partial<Record<OddityKind, number>> = {
  tag: 0.9,
  bidi: 0.8,
  'zero-width': 0.6,
  'variation-selector': 0.55,
  'private-use': 0.6,
  filler: 0.6,
  control: 0.5,
};

function run({ reading }: DefinitionSubject): Evidence[] {
  const evidence: Evidence[] = [];
  for (const { field, canonical } of reading.fields) {
    const odd = canonical.oddities.filter(({ kind }) => WEIGHT[kind] !== undefined && kind !== 'ansi');
    if (odd.length === 0) continue;
    const rtl = /[\u0590-\u08ff]/.test(field.text);
    const kinds = new Set(odd.map(({ kind }) => kind));
    if (rtl && !kinds.has('tag')) kinds.delete('bidi');
    if (onlyEdge(odd, field.text)) kinds.delete('zero-width'); // a byte-order mark, or a stray space at an end
    if (kinds.size === 0) continue;
    const units = odd.reduce((sum, { start, end }) => sum + end - start, 0);
    const worst = Math.max(...[...kinds].map((kind) => WEIGHT[kind] ?? 0));
    const confidence = Math.min(0.97, worst + (kinds.size > 1 ? 0.1 : 0) + (units > 20 ? 0.15 : 0));
    const first = odd[0] as Oddity;
    evidence.push({
      path: field.path,
      start: first.start,
      end: (odd.at(-1) as Oddity).end,
      key: field.key,
      confidence,
      note: `${units} invisible units (${[...kinds].sort().join(', ')})`,
      ...(kinds.has('tag') || kinds.has('variation-selector') ? { severity: 'critical', decoded: decode(field.text, odd) } : {}),
    });
  }
  return evidence;
}

function onlyEdge(odd: readonly Oddity[], text: string): boolean {
  return odd.every(
    ({ kind, start, end }) => kind === 'zero-width' && (start === 0 || end === text.length) && text.codePointAt(start) === 0xfeff,
  );
}

/** What tag characters and variation selectors spell, escaped and cut. */
function decode(text: string, odd: readonly Oddity[]): string {
  let out = '';
  for (const { kind, start, end } of odd) {
    for (const char of text.slice(start, end)) {
      const code = char.codePointAt(0) as number;
      if (kind === 'tag' && code >= 0xe0020 && code < 0xe007f) out += String.fromCharCode(code - 0xe0000);
      else if (kind === 'variation-selector') {
        const byte = code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
        out += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
      }
    }
    if (out.length > 200) break;
  }
  return out.slice(0, 200);
}

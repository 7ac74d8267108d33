import type { View } from './view.ts';
import { ViewBuilder } from './view-builder.ts';

const TAGS = /(?:[\u{e0020}-\u{e007e}]){3,}/gu;
const SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{3,}/gu;
const OVERRIDE = /\u202e([^\u202c]{4,4000})/g; // a line break ends an override on screen, not in a decoder's mind
const CANDIDATE = /[\u202e\udb40]|[\ufe00-\ufe0f]{3}/;

/**
 * What is spelled so that nobody sees it: tag characters, one variation selector a byte, and text written backwards under a
 * right-to-left override.
 *
 * Misses: bits spelled in two kinds of zero-width character, which models do not read either.
 * Source: Unicode, Tags block; Variation Selectors and their supplement; UAX 9 section 2.2 (RLO).
 */
export function hiddenCharactersView(text: string): View | null {
  if (!CANDIDATE.test(text)) return null;
  const builder = new ViewBuilder(text);
  for (const match of text.matchAll(TAGS)) {
    const isFlag = match[0].length <= 12 && text.codePointAt(match.index - 2) === 0x1f3f4;
    if (!isFlag)
      add(
        builder,
        Array.from(match[0])
          .map((tag) => String.fromCharCode(tag.codePointAt(0)! - 0xe0000))
          .join(''),
        match.index,
        match[0].length,
      );
  }
  for (const match of text.matchAll(SELECTORS)) {
    const bytes = Buffer.from(Array.from(match[0]).map((selector) => byteOf(selector.codePointAt(0)!)));
    add(builder, bytes.toString('utf8'), match.index, match[0].length);
  }
  for (const match of text.matchAll(OVERRIDE)) add(builder, Array.from(match[1]!).reverse().join(''), match.index, match[0].length);
  return builder.build('hidden-characters');
}

function byteOf(selector: number): number {
  return selector >= 0xe0100 ? selector - 0xe0100 + 16 : selector - 0xfe00;
}

function add(builder: ViewBuilder, hidden: string, start: number, length: number): void {
  builder.put(hidden, start, start + length);
  builder.gap();
}

import type { View } from './view.ts';
import { ViewBuilder } from './view-builder.ts';
import { looksLikeText } from '../blob.ts';

const HEX_PAIRS = /(?<![0-9a-fA-F])(?:(?:0x|\\x)?[0-9a-fA-F]{2}(?:[ :,;-]|, )){7,4000}(?:0x|\\x)?[0-9a-fA-F]{2}(?![0-9a-fA-F])/g;
const BITS = /(?<![01])(?:[01]{8}[ ,]?){6,4000}(?![01])/g;

/** Texts spelled as hexadecimal pairs with separators (`49 67 6e`), or as groups of eight bits. */
export function digitCodesView(text: string): View | null {
  const builder = new ViewBuilder(text);
  for (const match of text.matchAll(HEX_PAIRS)) add(builder, match, Buffer.from(match[0].replace(/0x|\\x|[^0-9a-fA-F]/g, ''), 'hex'));
  for (const match of text.matchAll(BITS)) {
    const bits = match[0].replace(/[^01]/g, '');
    add(builder, match, Buffer.from(bits.match(/[01]{8}/g)?.map((group) => Number.parseInt(group, 2)) ?? []));
  }
  return builder.build('hex');
}

function add(builder: ViewBuilder, match: RegExpExecArray, bytes: Buffer): void {
  if (!looksLikeText(bytes)) return;
  builder.put(bytes.toString('utf8'), match.index, match.index + match[0].length);
  builder.gap();
}

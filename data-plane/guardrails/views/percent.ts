import type { Change } from './regions.ts';
import { rewrite } from './rewrite.ts';
import type { View } from './view.ts';

const ENCODED = /%(?:[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})/;
// One encoded ASCII character at a time, so that positions stay exact; the bytes of any other character together.
const CODE = /%[0-7][0-9a-fA-F]|(?:%[89a-fA-F][0-9a-fA-F]){1,256}|%u[0-9a-fA-F]{4}|(?<=[A-Za-z,.])\+(?=[A-Za-z])/g;

/**
 * Text in which percent encoding is resolved once, as in URLs and form bodies.
 *
 * Shape: with `strict`, one encoded byte is enough (an argument); otherwise three (prose, where `5 %` is common).
 */
export function percentView(text: string, strict: boolean): View | null {
  if (!ENCODED.test(text)) return null;
  const changes: Change[] = [];
  CODE.lastIndex = 0;
  for (let match = CODE.exec(text); match !== null; match = CODE.exec(text)) {
    const code = match[0];
    const isBlank = code === '+';
    const weight = isBlank ? 0 : code.length / 3;
    changes.push({ start: match.index, end: match.index + code.length, replacement: isBlank ? ' ' : decoded(code), weight });
  }
  return rewrite(text, 'percent', changes, { maxGap: 120, minWeight: strict ? 1 : 3, context: 120 });
}

function decoded(code: string): string {
  if (code[1] === 'u') return String.fromCharCode(Number.parseInt(code.slice(2), 16));
  if (code.length === 3) {
    const byte = Number.parseInt(code.slice(1), 16);
    return byte < 0x80 ? String.fromCharCode(byte) : '\ufffd';
  }
  return Buffer.from(code.replaceAll('%', ''), 'hex').toString('utf8');
}

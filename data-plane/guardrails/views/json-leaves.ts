import { unescapeInto } from './unescape.ts';
import type { View } from './view.ts';
import { ViewBuilder } from './view-builder.ts';

const MIN_PROSE_CHARS = 24;

/**
 * The prose in the string values of JSON inside text, one after the other without the syntax around them, so that each is
 * judged as what it is.
 *
 * Shape: literals with a blank and at least 24 characters; the text need not be valid JSON to its end.
 * Returns: null for text that does not look like JSON.
 */
export function jsonLeavesView(text: string): View | null {
  if (!looksLikeJson(text)) return null;
  const builder = new ViewBuilder(text);
  for (let open = text.indexOf('"'); open >= 0;) {
    const close = closingQuote(text, open + 1);
    if (close < 0) break;
    if (close - open > MIN_PROSE_CHARS && isProse(text, open + 1, close)) {
      unescapeInto(builder, text, open + 1, close);
      builder.gap();
    }
    open = text.indexOf('"', close + 1);
  }
  return builder.build('json-leaves');
}

/** Says whether text has the look of JSON: it opens like it, or has a key with a value. */
function looksLikeJson(text: string): boolean {
  return /^\s*[[{]\s*["[{]/.test(text) || /"[^"\\\n]{1,80}"\s?:\s?["[{]/.test(text);
}

function closingQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) return i;
    if (code === 92) i++;
  }
  return -1;
}

/** A blank within the first words; or characters of a script that writes none. */
function isProse(text: string, from: number, to: number): boolean {
  const end = Math.min(to, from + 60);
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 32 || code >= 0x0e00) return true;
  }
  return false;
}

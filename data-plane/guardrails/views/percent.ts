import type { Change } from './regions.ts';
import { rewrite } from './rewrite.ts';
import type { View } from './view.ts';

const ENCODED = /%(?:[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})/;
const RUN = /(?:%[0-9a-fA-F]{2})+|%u[0-9a-fA-F]{4}|(?<=[A-Za-z,.])\+(?=[A-Za-z])/g;

/**
 * Text in which percent encoding is resolved once, as in URLs and form bodies.
 *
 * Shape: with `strict`, one encoded byte is enough (an argument); otherwise three (prose, where `5 %` is common).
 */
export function percentView(text: string, strict: boolean): View | null {
  if (!ENCODED.test(text)) return null;
  const changes: Change[] = [];
  RUN.lastIndex = 0;
  for (let match = RUN.exec(text); match !== null; match = RUN.exec(text)) {
    const run = match[0];
    const isBlank = run === '+';
    const weight = isBlank ? 0 : run.length / 3;
    changes.push({ start: match.index, end: match.index + run.length, replacement: isBlank ? ' ' : decoded(run), weight });
  }
  return rewrite(text, 'percent', changes, { maxGap: 120, minWeight: strict ? 1 : 3, context: 120 });
}

function decoded(run: string): string {
  if (run[1] === 'u') return String.fromCharCode(Number.parseInt(run.slice(2), 16));
  const first = Number.parseInt(run.slice(1, 3), 16);
  if (run.length === 3) return first < 0x80 ? String.fromCharCode(first) : '\ufffd';
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8');
}

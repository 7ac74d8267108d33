import type { Change } from './regions.ts';
import { rewrite } from './rewrite.ts';
import type { View } from './view.ts';

const SOFT_BREAK_OR_BYTES = /=\r?\n|(?:=[0-9A-F]{2})+/g;
const OPTIONS = { maxGap: 160, minWeight: 3, context: 160 };

/** Bytes that are encoded in real mail: `=`, blanks and line ends, and anything beyond ASCII. */
const TYPICAL = /^=(?:3D|20|09|0D|0A|[C-F][0-9A-F])/;

/**
 * Text in which quoted-printable is resolved, as in the source of mails.
 *
 * Misses: a lone encoded byte, which a query string (`a=12`) looks like.
 * Source: RFC 2045 section 6.7.
 */
export function quotedPrintableView(text: string): View | null {
  const changes: Change[] = [];
  SOFT_BREAK_OR_BYTES.lastIndex = 0;
  for (let match = SOFT_BREAK_OR_BYTES.exec(text); match !== null; match = SOFT_BREAK_OR_BYTES.exec(text)) {
    const run = match[0];
    const isSoftBreak = run[1] === '\n' || run[1] === '\r';
    const replacement = isSoftBreak ? '' : Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8');
    const weight = isSoftBreak ? 1.5 : TYPICAL.test(run) || run.length >= 9 ? run.length / 3 : 0;
    changes.push({ start: match.index, end: match.index + run.length, replacement, weight });
  }
  return rewrite(text, 'quoted-printable', changes, OPTIONS);
}

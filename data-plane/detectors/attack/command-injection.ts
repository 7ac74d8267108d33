import type { Detector, TextContext } from '../detector.ts';
import { decodePercent } from './percent.ts';
import { judgeCommandLine } from './shell/command-line.ts';
import { weighCode, weighShell, type ShellEvidence } from './shell/evidence.ts';

/**
 * Commands smuggled into an argument; in an argument that is a command, what no honest task needs.
 *
 * Shape: the text is split at `;`, `|`, `&`, line breaks, `$(` and backticks as a shell would, as it is and as the inside of a
 *   literal in each quote; a known program in command position with arguments of its kind is an attack, a word in a sentence is not.
 * Returns: one finding over the whole text.
 * Cost: linear in the text, of which the first 8 KiB and the last 2 KiB are read.
 * Misses: programs that are not in `shell/commands.ts`; commands in interpreters other than shells and PHP.
 * Source: POSIX.1-2024, Shell Command Language 2.2 to 2.9.
 */
export const attackCommandInjection: Detector = {
  id: 'attack.command-injection',
  family: 'command-injection',
  version: 1,
  severity: 'critical',
  surfaces: ['tool-arguments'],
  detect(text, context) {
    const confidence = commandConfidence(text, context);
    if (confidence < MIN_CONFIDENCE) return [];
    return [
      {
        detectorId: attackCommandInjection.id,
        start: 0,
        end: text.length,
        confidence,
        label: context.role === 'command' ? 'dangerous-command' : 'command-breakout',
      },
    ];
  },
};

const MIN_CONFIDENCE = 0.3;
const HEAD = 8_192;
const TAIL = 2_048;
// Nothing below can fire without one of these.
const PREFILTER =
  /[;|&`\n\r$<>{]|\\[nr]|%[0-9a-f]{2}|\(\s{0,3}['")]|\b(?:nc|ncat|bash|curl|wget|cat|type|powershell|certutil|child_process|Runtime)\b|^\s{0,4}\/(?:usr\/)?s?bin\//i;

function commandConfidence(text: string, { role }: TextContext): number {
  if (role === 'number' || role === 'sql' || role === 'code' || role === 'template') return 0;
  const read = text.length > HEAD + TAIL ? `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}` : text;
  if (role === 'command') return judgeCommandLine(read);
  if (text.length < 2 || !PREFILTER.test(read)) return 0;
  if (role === 'url') return best(decodePercent(queryOf(read)).replace(/&(?=[\w.[\]-]{1,40}=)/g, ' '));
  let confidence = best(read);
  const decoded = read.includes('%') ? decodePercent(decodePercent(read)) : read;
  if (decoded !== read) confidence = Math.max(confidence, best(decoded));
  if (decoded.includes('+') && !/[^\S\r\n]/.test(read)) confidence = Math.max(confidence, best(decoded.replace(/\+/g, ' ')));
  return confidence;
}

/** A URL's own `&` and `;` are not a shell's; only what its query decodes to may be. */
function queryOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? '' : url.slice(query + 1);
}

function best(text: string): number {
  let strongest: ShellEvidence = weighCode(text);
  const consider = (evidence: ShellEvidence): void => {
    if (evidence.strength > strongest.strength) strongest = evidence;
  };
  consider(weighShell(text, ''));
  if (text.includes("'")) consider(weighShell(text, "'"));
  if (text.includes('"')) consider(weighShell(text, '"'));
  return confidenceOf(strongest.strength);
}

function confidenceOf(strength: number): number {
  if (strength <= 0) return 0;
  return Math.min(0.99, 1 / (1 + Math.exp(-5 * (strength - 0.75))));
}

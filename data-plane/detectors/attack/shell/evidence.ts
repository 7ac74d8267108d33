/**
 * Weighs what in a text would run as a command against how much the text reads like prose.
 */
import { isTechnicalArgument, NET_VERBS, plainWord, programRank, SENSITIVE_FILE } from './commands.ts';
import { tokeniseShell, type ShellCommand, type ShellContext } from './tokenise.ts';

/** The case for an attack; `strength` at or above 1 is an attack. */
export interface ShellEvidence {
  readonly strength: number;
  readonly reason: string;
}

/** Weighs one reading of the text. */
export function weighShell(text: string, context: ShellContext): ShellEvidence {
  if (!mayJoin(text, context)) return NOTHING;
  let strength = 0;
  let reason = 'none';
  const commands = tokeniseShell(text, context);
  const fenced = text.includes('```');
  if (isOneCodeSpan(text) && commands.flatMap((command) => command.words).length >= 4 && !SENSITIVE_FILE.test(text))
    return { strength: 0, reason: 'code' };
  for (const command of commands) {
    if (command.joint === 'start') continue;
    if (fenced && (command.joint === '`' || command.joint === 'newline')) continue;
    const weight = weighCommand(command, text, commands);
    if (weight > strength) {
      strength = weight;
      reason = command.joint;
    }
  }
  return strength === 0 ? NOTHING : { strength: strength - prose(text), reason };
}

const NOTHING: ShellEvidence = { strength: 0, reason: 'none' };
const JOINT = /[;|&`]|\$\(|<\(|\\[nr]/;

/** Says whether a joint stands where a reading would look; in long texts a line break is none. */
function mayJoin(text: string, context: ShellContext): boolean {
  const read = context === '' ? text : text.slice(text.indexOf(context) + 1);
  return JOINT.test(read) || (text.length <= 400 && /[\n\r]/.test(read));
}

/** What one command after a joint is worth. */
function weighCommand(command: ShellCommand, text: string, all: readonly ShellCommand[]): number {
  const [first, ...rest] = command.words;
  if (first === undefined) return 0;
  const rank = first === 'net' && NET_VERBS.test(rest[0] ?? '') ? 2 : programRank(first);
  const leads = /^[\s"'\])}]{0,6}[;|&`$(<\n\r]|^\\[nr]/.test(text) && command === all.find((other) => other.joint !== 'start');
  if (rank === 0) return /^[A-Za-z_]\w*=/.test(first) && rest.length > 0 && programRank(rest[0] as string) === 2 ? 0.9 : 0;
  const glued = plainWord(first) !== first && /\$\{?IFS/.test(first);
  const technical = rest.filter(isTechnicalArgument).length + command.redirections.filter((target) => /[/\\.]|^>>?\w/.test(target)).length;
  const words = rest.filter((word) => /^[A-Za-z']{2,}[,.!?]?$/.test(word) && programRank(word) === 0).length;
  let weight = 0;
  if (rest.length === 0)
    weight = rank === 2 ? (leads || !command.spaced || isAlone(command, text) ? 1 : 0.65) : isAlone(command, text) ? 0.55 : 0.2;
  else if (technical > 0) weight = rank === 2 ? 1.3 : 1.1;
  else if (rest.some((word) => /^\d+[smh]?$/.test(word)) && /^(?:sleep|ping|timeout)$/.test(first)) weight = 1.1;
  else if (words <= 1) weight = rank === 2 ? 0.95 : words === 0 ? 0.65 : 0.5;
  else weight = rank === 2 && words <= 2 ? 0.6 : 0.1;
  if (glued) weight += 0.8;
  if (leads) weight = (rank === 2 ? Math.max(weight, 0.75) : weight) + 0.3;
  if (rest.some((word) => SENSITIVE_FILE.test(word))) weight += 0.5;
  if (command.joint === '`') weight = inCodeMark(command, text, all) ? Math.min(weight, 0.3) : weight;
  if (command.joint === 'newline') weight *= /\n/.test(text) && text.length > 200 ? 0.3 : 0.95;
  if (command.joint === '$(' || command.joint === '<(') weight += 0.2;
  return weight;
}

/** The command is all there is after its joint: nothing follows but joints and blanks. */
function isAlone(command: ShellCommand, text: string): boolean {
  return /^\s{0,4}\S{1,24}[\s;|&`)"'#]{0,6}$/.test(text.slice(command.start));
}

/** A backtick pair with prose or nothing but blanks around it is Markdown's mark for code. */
function inCodeMark(command: ShellCommand, text: string, all: readonly ShellCommand[]): boolean {
  const outside = all
    .filter((other) => other !== command)
    .flatMap((other) => other.words)
    .filter((word) => /^\p{L}{2,}/u.test(word)).length;
  if (isOneCodeSpan(text)) return command.words.length >= 3 && !command.words.some((word) => SENSITIVE_FILE.test(word));
  return command.spaced && outside >= 2;
}

/** The whole text is one piece of Markdown code. */
function isOneCodeSpan(text: string): boolean {
  return /^\s{0,4}`[^`]{1,400}`\s{0,4}$/.test(text);
}

/** Sentences before or after: the more plain words, the less likely an attack. */
function prose(text: string): number {
  const read = text.slice(0, 2_000);
  const words = read.match(/(?:^|\s)[A-Za-z][a-z']{1,14}[,.!?:]?(?=\s)/g) ?? [];
  const foreign = read.match(/[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}/g) ?? [];
  const plain = words.filter((word) => programRank(word.trim()) === 0).length + foreign.length;
  return plain <= 3 ? 0 : Math.min(1, (plain - 3) * 0.08);
}

const CODE: readonly (readonly [RegExp, number])[] = [
  [/\(\)\s{0,4}\{\s{0,4}:;?\s{0,4}\}\s{0,4};/, 1.6], // Shellshock, CVE-2014-6271
  [
    /<\?(?:php|=)[\s\S]{0,200}(?:system|exec|passthru|shell_exec|popen|eval|assert|include|require|phpinfo|\$_(?:GET|POST|REQUEST|SERVER))/i,
    1.4,
  ],
  [/<!--#(?:exec|include)\b/i, 1.5],
  [/(?:^|[;|&({@`"'\s=])(?:system|passthru|shell_exec|proc_open|pcntl_exec|popen|phpinfo)\s{0,3}\(\s{0,3}(?:['"$\\)]|\)|[a-z_]+\()/i, 1],
  [
    /(?:^|[;|&({@\s])(?:eval|exec|assert|print)\s{0,3}\(\s{0,3}['"]?\s{0,3}(?:sleep|system|phpinfo|whoami|id|pwd|dir|cat|ls|curl|wget|ping|uname|base64_decode|compile|__import__|require)\b/i,
    1.2,
  ],
  [/\$\{\s{0,3}@?(?:print|system|sleep|phpinfo|exec|eval)\s{0,2}\(/i, 1.5],
  [/\{\$\{?\s{0,3}(?:sleep|phpinfo|system)\(/i, 1.4],
  [/Runtime\.getRuntime\(\)|ProcessBuilder\s{0,2}\(|java\.lang\.Runtime/, 1.3],
  [
    /child_process|process\.mainModule|__import__\s{0,2}\(\s{0,2}['"](?:os|subprocess|pty|socket)|\bos\.(?:system|popen)\s{0,2}\(|subprocess\.(?:call|run|Popen|check_output)\s{0,2}\(/,
    1,
  ],
  [/\/dev\/(?:tcp|udp)\/[\w.$-]{1,80}\/\d/, 1.6],
  [/\b(?:nc|ncat|netcat)(?:\.exe|\.traditional)?\s(?:[^\n;|]{0,80}\s)?-[a-z]{0,6}[ec]\w{0,3}\s{1,4}\S{0,20}(?:sh|bash|cmd)/i, 1.5],
  [/\b(?:ba|z|k)?sh\s{1,4}-i\b[^\n]{0,40}(?:>&|<>|\d>&\d|\/dev\/)/, 1.5],
  [/\b(?:curl|wget|fetch)\b[^\n;]{0,300}\|\s{0,4}(?:sudo\s{1,4})?(?:ba|z|k|da)?sh\b/, 1.3],
  [/\bbase64\s{1,4}(?:-d|--decode|-D)\b[^\n;]{0,80}\|\s{0,4}(?:sudo\s{1,4})?(?:ba|z|k|da)?sh\b/, 1.5],
  [/\$\{?IFS\}?/, 0.9],
  [/\{(?:cat|ls|id|wget|curl|ping|nc|bash|sh|echo),[^}\n]{1,120}\}/, 1.3],
  [/\/(?:\?{2,3}|b\?n|\?in)\/[a-z?]*\?[a-z?]*/, 1.2],
  [/(?:[;&|{]|^)\s{0,3}\{?\$\{?_(?:GET|POST|REQUEST|SERVER|COOKIE)\s{0,2}[[({]/, 1.2],
  [/\w\$\([^)\n]{0,40}\)\w/, 1.1],
  [/(?:^|[;&|\s])([A-Za-z_]\w{0,20})=\$?['"][^'"\n]{1,200}['"]\s{0,3}(?:;|&&?|\|\|)\s{0,3}\$\{?\1\b/, 1.4],
  [/\\0?33\[\d{0,3}(?:curl|wget|id|nc)\b/, 1.2],
  [/^\s{0,4}\/(?:usr\/)?(?:local\/)?s?bin\/[a-z]{2,12}(?:[\s|;&]|$)/, 1.1],
  [
    /\b(?:cat|type|more|less|head|tail|tac|nl|strings|xxd)\s{1,4}(?:[<"']\s{0,2})?(?:\/etc\/(?:passwd|shadow|hosts|group|issue)|c:\\(?:boot\.ini|windows\\|winnt\\)|%systemroot%)/i,
    1.2,
  ],
  [/\bpowershell(?:\.exe)?\b[^\n]{0,80}(?:-e(?:nc|ncodedcommand)?\s|-nop|iex|downloadstring|invoke-expression)/i, 1.5],
  [/\b(?:certutil|bitsadmin|mshta|regsvr32|rundll32)(?:\.exe)?\b[^\n]{0,120}https?:/i, 1.4],
  [/\becho\b[^\n]{0,200}>{1,2}\s{0,3}[\w./\\-]{1,60}\.(?:php|jsp|asp|aspx|sh|pl|cgi|py)\b/i, 1.3],
  [/(?:^|[\s;&|])(?:w'?h'?o'?a'?m'?i|w"h"o"a"m"i|wh``oami|who\$@ami|w\\ho\\am\\i|\/\\b\\i\\n\/)/, 1.2],
  [/:\(\)\s{0,3}\{\s{0,3}:\s{0,2}\|\s{0,2}:\s{0,2}&\s{0,2}\}/, 1.5],
];

/** A substitution inside a word, as in ``wh`echo o`ami``; Markdown leaves blanks around its code. */
function gluedBacktick(text: string): number {
  for (let open = text.indexOf('`'); open >= 0;) {
    const close = text.indexOf('`', open + 1);
    if (close < 0) return 0;
    const inside = text.slice(open + 1, close);
    if (/\w/.test(text[open - 1] ?? '') && /\w/.test(text[close + 1] ?? '') && /^(?:[a-z][ -~]{0,40})?$/.test(inside)) return 1.1;
    open = text.indexOf('`', close + 1);
  }
  return 0;
}

// One of these is in whatever `CODE` matches.
const CODE_HINT =
  /[;|&`$<{\\]|\(\s{0,3}['"$)\\]|\/[b?]|\b(?:sh|nc|ncat|netcat|echo|cat|type|more|less|head|tail|powershell|certutil|mshta|whoami|Runtime|child_process|bin)\b/i;

/** Constructs that run something in whatever language they land in. */
export function weighCode(text: string): ShellEvidence {
  if (!CODE_HINT.test(text)) return NOTHING;
  let strength = gluedBacktick(text);
  for (const [pattern, weight] of CODE) if (weight > strength && pattern.test(text)) strength = weight;
  return strength === 0 ? NOTHING : { strength: strength - prose(text), reason: 'code' };
}

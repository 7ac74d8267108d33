import type { Detector } from '../detector.ts';
import { canonicalPath, type CanonicalPath } from './path/canonical.ts';

/**
 * Paths that leave the folder they are meant for, or name a file that only an attack asks for.
 *
 * Shape: the text is decoded (percent up to four times, `%u`, overlong UTF-8, look-alike separators, `0x2e`), `\` read as `/`.
 *   Dots that were disguised, a null byte, a stream wrapper, `..` to a sensitive file, `..` at the root or five levels up count;
 *   an ordinary relative path such as `../../lib/index.js` does not.
 * Returns: one finding over the whole text.
 * Cost: linear in the text, of which the first 8 KiB and the last 2 KiB are read.
 * Misses: what depends on the folder: a path inside it by spelling, outside by symbolic link.
 * Source: CWE-22 and its children; RFC 3986 section 5.2.4; RFC 3629 section 10.
 */
export const attackPathTraversal: Detector = {
  id: 'attack.path-traversal',
  family: 'path-traversal',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments'],
  detect(text, { role }) {
    if (role === 'sql' || role === 'number' || role === 'command' || role === 'code' || role === 'template') return [];
    if (role !== 'path' && !PREFILTER.test(text)) return [];
    const read = text.length > HEAD + TAIL ? text.slice(0, HEAD) + text.slice(-TAIL) : text;
    const confidence = role === 'path' ? judgePath(read) : judgeElsewhere(read, role === 'url');
    return confidence < MIN_CONFIDENCE
      ? []
      : [{ detectorId: attackPathTraversal.id, start: 0, end: text.length, confidence, label: 'path-traversal' }];
  },
};

const MIN_CONFIDENCE = 0.3;
const HEAD = 8_192;
const TAIL = 2_048;
const PREFILTER = /\.[.%\\]|%|0x2e|\/etc\/|\/proc\/|etc\/(?:passwd|shadow)|\.ini\b|system32|:\/\/|\0|\.ssh|\.aws|\uff0e|\u2024/i;
const SENSITIVE =
  /(?:^|\/)etc\/(?:passwd|shadow|group|hosts|issue|sudoers|hostname|ssh\/|apache2|nginx|mysql|crontab|master\.passwd|security)|(?:^|\/)proc\/(?:self|version|cmdline|net|\d+)\b|boot\.ini|win\.ini|system\.ini|(?:^|\/)win(?:dows|nt)\/(?:system32|repair|win|php|my)|windows\/system32|repair\/(?:sam|system)|system32\/(?:config|drivers|cmd)|(?:^|\/)root\/\.|\.ssh\/(?:id_|authorized)|\.aws\/credentials|\.bash_history|(?:^|\/)var\/(?:log|mail|www)\/|\.ht(?:access|passwd)|web\.config|wp-config\.php|\.git\/config|web-inf\/web\.xml|global\.asa|(?:^|\/)bin\/(?:id|ls|cat|sh)\b|inetpub\/|apache2?\/logs|autoexec\.bat|config\.sys|desktop\.ini|(?:^|\/)(?:logs?|httpd|apache2?|nginx)\/(?:access|error)[._]log|conf\/server\.xml|metabase\.xml/i;
/** Sensitive enough when named outright, with no `..` at all. */
const SENSITIVE_OUTRIGHT =
  /(?:^|[/=:])etc\/(?:g?shadow|passwd|sudoers|master\.passwd|security\/|krb5\.keytab|ssh\/ssh_host_\w+_key$|hosts\.(?:allow|deny|equiv)$|crontab$|apache2?\/\.htpasswd)|(?:^|\/)\.(?:htpasswd|bash_history|pgpass|netrc|git-credentials)$|(?:^|\/)global\.asa$|metabase\.xml$|^\/?(?:\.\/)*etc\/(?:group|issue|hosts)$|(?:^|\/)proc\/(?:self|\d+)\/(?:environ|cmdline|fd|maps|mem|stat|status|cwd|root|exe|mounts)|^\/proc\/(?:version|cmdline|mounts|net\/\w+|sched_debug)\b|(?:^|\/)\.ssh\/id_(?:rsa|ed25519|ecdsa|dsa)$|\.aws\/credentials$|^[a-z]:\/(?:boot\.ini|windows\/(?:win\.ini|system32\/(?:config|drivers\/etc)|repair)|winnt\/)|(?:^|\/)root\/\.(?:ssh|bash_history)|^[./]*\.\/[./]*(?:boot|win)\.ini|^\/?(?:windows|winnt)\/(?:win\.ini|system32\/(?:config|drivers\/etc)|repair)/i;
const WRAPPER =
  /^\s{0,8}(?:php|phar|expect|zip|rar|ogg|ssh2|glob|compress\.\w{2,6}|zlib|data|input|netdoc|jar|file):(?:\/\/|text\/|application\/)/i;

/** In a parameter that is a path. */
function judgePath(text: string): number {
  const canonical = canonicalPath(text);
  const { path } = canonical;
  if (canonical.nullByte) return 0.95;
  if (WRAPPER.test(path)) return /^\s{0,8}file:/i.test(path) && !SENSITIVE.test(path) ? 0.4 : 0.9;
  if (/[?&=](?:php|phar|expect|zip|data|file):\/\//i.test(path)) return 0.9;
  if (SENSITIVE_OUTRIGHT.test(path)) return 0.85;
  return judgeDots(text, canonical);
}

/** In a URL or in prose only what is plainly an attack counts. */
function judgeElsewhere(text: string, isUrl: boolean): number {
  if (!/\.\.|%|0x2e|\uff0e|\u2024|etc\/(?:passwd|shadow)/i.test(text)) return 0;
  const canonical = canonicalPath(text);
  if (!/\.\.(?:;)?\//.test(canonical.path)) return 0;
  const strict = /^\S{1,2000}$/.test(text);
  if (SENSITIVE.test(canonical.path) && strict) return 0.9;
  if (canonical.disguised && strict && (isUrl || /^\W{0,3}(?:%|\.)/.test(text))) return 0.85;
  return 0;
}

function judgeDots(text: string, { path, disguised, backslashes }: CanonicalPath): number {
  const joined = text.includes('\\') ? text.replace(/\\/g, '') : path;
  const nested = /\.{4,}\/{1,2}|\.\.\.?\/{1,2}\.\.?\.?\/|\.\.\.\//.test(path) && /\.{3,}/.test(path);
  if (!/(?:^|[/;=])\.\.(?:[/;%]|$)/.test(path) && !nested && !/(?:\.\.\/){1}/.test(joined)) return /\.\.%/.test(path) ? 0.85 : 0;
  const sensitive = SENSITIVE.test(path);
  if (sensitive) return 0.97;
  if (disguised || nested) return 0.95;
  if (/\.\.;\/|\.\.%|\.\.\\\/|\.\.\/\\|\/\\\.\.|\\\/\.\./.test(text)) return 0.9;
  if (/^\/{0,2}(?:\.\/{1,3})*\/?\.\.(?:\/|$)/.test(path) && path.startsWith('/')) return 0.9;
  if (/(.)\1{40,}[/]\.\./.test(path)) return 0.9;
  if (/(?:\.\.\/\/+){2}|\/\.\/\/\.\./.test(path)) return 0.85;
  const levels = levelsUp(path);
  const nothingElse = /^[./]+$/.test(path);
  if (levels >= 6) return 0.85;
  if (levels >= 5 || (nothingElse && levels >= 4)) return 0.75;
  if (backslashes && nothingElse) return levels >= 2 ? 0.75 : 0.5;
  if (backslashes && text.startsWith('\\')) return 0.85;
  return levels >= 4 ? 0.5 : 0;
}

/** How many folders above its start the path reaches. */
function levelsUp(path: string): number {
  let depth = 0;
  let lowest = 0;
  for (const segment of path.split('/')) {
    if (segment === '..') lowest = Math.min(lowest, --depth);
    else if (segment !== '' && segment !== '.') depth++;
  }
  return -lowest;
}

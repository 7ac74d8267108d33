import type { Detector, Finding } from '../detector.ts';

/**
 * E-mail addresses, also with the sign percent-encoded.
 *
 * Shape: local part, `@` or `%40`, host name with a top-level domain. File names such as `icon@2x.png` and Git remotes are none.
 * Cost: one search for the sign; at most 320 characters around it.
 * Misses: quoted local parts, addresses spelled out (`name at host`).
 * Source: RFC 5321 section 4.1.2.
 */
export const piiEmail: Detector = {
  id: 'pii.email',
  family: 'pii',
  version: 1,
  severity: 'low',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) add(text, at, 1, findings);
    if (text.includes('%40')) for (let at = text.indexOf('%40'); at >= 0; at = text.indexOf('%40', at + 3)) add(text, at, 3, findings);
    return findings;
  },
};

const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})/u;
const NOT_A_DOMAIN =
  /\.(?:png|jpe?g|gif|svg|webp|ico|css|js|mjs|ts|tsx|json|ya?ml|md|html|py|rb|go|rs|txt|xml|pdf|zip|gz|lock|map|service|timer|socket|target|local)$/i;
const EXAMPLE =
  /(?:^|\.)(?:example\.(?:com|org|net|edu)|test|invalid|localhost|example)$|^(?:domain|email|yourdomain|company|host)\.(?:com|tld)$/i;

function add(text: string, sign: number, width: number, findings: Finding[]): void {
  let start = sign;
  const limit = Math.max(0, sign - 64);
  while (start > limit && isLocal(text.charCodeAt(start - 1))) start--;
  while (start < sign && (text[start] === '.' || text[start] === '-' || text[start] === "'" || text[start] === '/')) start++;
  start = afterForeignScript(text, start, sign);
  if (start === sign) return;
  const domain = DOMAIN.exec(text.slice(sign + width, sign + width + 254))?.[0];
  if (domain === undefined || NOT_A_DOMAIN.test(domain) || text[sign - 1] === '.') return;
  const end = sign + width + domain.length;
  if (/^[\w-]*[@:]/.test(text.slice(end, end + 1)) && text[end] === ':' && /^:[\w./-]+\.git\b/.test(text.slice(end, end + 80))) return; // git@host:path.git
  if (/:\/\/[^\s/]{0,80}$/.test(text.slice(Math.max(0, start - 90), start))) return; // user part of a URL
  findings.push({ detectorId: piiEmail.id, start, end, confidence: EXAMPLE.test(domain) ? 0.5 : 0.95, label: 'EMAIL_ADDRESS' });
}

/** In running Chinese or Japanese no blank parts a word from the address: the address starts where letters of Latin do. */
function afterForeignScript(text: string, start: number, sign: number): number {
  for (let i = sign - 1; i > start; i--) {
    if (isAsciiLetter(text.charCodeAt(i)) && text.charCodeAt(i - 1) >= 0x3000) return i;
  }
  return start;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Letters, digits and the marks in use; `=`, `&` and `/` are allowed by the standard but part fields in URLs. */
function isLocal(code: number): boolean {
  if (isAsciiLetter(code) || (code >= 48 && code <= 57)) return true;
  if (code === 46 || code === 95 || code === 45 || code === 43 || code === 37 || code === 39 || code === 33) return true;
  return (code >= 0xc0 && code < 0x2000) || (code >= 0x3041 && code <= 0xd7af);
}

import type { Detector, Finding } from '../detector.ts';
import { classChanges, entropyOf } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * Credentials in HTTP authentication headers and in the options of HTTP command-line clients.
 *
 * Shape: `Authorization: Basic ...` whose base64 decodes to `user:password`; `Authorization: Bearer|Token ...` with a random
 *   token; `X-Api-Key: ...` and its kin; `curl -u user:password`.
 * Cost: one case-insensitive pattern with a fixed beginning each; at most 600 characters after it.
 * Misses: credentials passed by variable.
 * Source: RFC 7617 section 2, RFC 6750 section 2.1.
 */
export const secretAuthHeader: Detector = {
  id: 'secret.auth-header',
  family: 'secret',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    if (/authorization/i.test(text)) findAuthorization(text, findings);
    if (text.includes('-Key') || text.includes('-Token') || text.includes('-key') || text.includes('-token'))
      findKeyHeaders(text, findings);
    if (text.includes('curl')) findCurlUsers(text, findings);
    return findings;
  },
};

const AUTHORIZATION =
  /authorization\\?["']?\s{0,2}(?:[:=,]|=>)\s{0,3}\\?["'`]?(basic|bearer|token|apikey|api-token|ssws|geniekey|bot|digest)\s{1,3}([A-Za-z0-9_~+/.=@-]{8,600})/gi;
const BARE_AUTHORIZATION = /authorization:\s{0,3}([A-Za-z0-9_~+/.=-]{24,300})(?=["'\s])/gi;
const KEY_HEADER =
  /(?<![A-Za-z0-9])(?:x-)?(?:[a-z0-9]{2,20}-){0,3}(?:api-?key|api-?token|auth-?token|access-?token|private-token|job-token|secret-?key|subscription-key|functions-key|license-key|token|key)\\?["']?:\s{0,3}\\?["']?([A-Za-z0-9_~+/.=-]{12,300})(?=["'\\\s,;]|$)/gi;
const CURL = /\bcurl\b/g;
const CURL_USER = /(?:^|\s)(?:-u|--user)(?:=|\s{0,4})(?:"([^"\n]{3,200})"|'([^'\n]{3,200})'|([^\s"']{3,200}))/g;
const CURL_WINDOW = 1_200;

function findAuthorization(text: string, findings: Finding[]): void {
  AUTHORIZATION.lastIndex = 0;
  for (let match = AUTHORIZATION.exec(text); match !== null; match = AUTHORIZATION.exec(text)) {
    const value = match[2] as string;
    const basic = (match[1] as string).toLowerCase() === 'basic';
    const confidence = basic ? basicConfidence(value) : tokenConfidence(value);
    if (confidence > 0)
      push(findings, match.index + match[0].length - value.length, value.length, confidence, basic ? 'basic-auth' : 'bearer-token');
  }
  BARE_AUTHORIZATION.lastIndex = 0;
  for (let match = BARE_AUTHORIZATION.exec(text); match !== null; match = BARE_AUTHORIZATION.exec(text)) {
    const value = match[1] as string;
    if (tokenConfidence(value) > 0) push(findings, match.index + match[0].length - value.length, value.length, 0.8, 'authorization-header');
  }
}

function findKeyHeaders(text: string, findings: Finding[]): void {
  KEY_HEADER.lastIndex = 0;
  for (let match = KEY_HEADER.exec(text); match !== null; match = KEY_HEADER.exec(text)) {
    const value = match[1] as string;
    if (!match[0].includes('-') || tokenConfidence(value) === 0) continue;
    push(findings, match.index + match[0].length - value.length, value.length, 0.8, 'key-header');
  }
}

function findCurlUsers(text: string, findings: Finding[]): void {
  CURL.lastIndex = 0;
  let until = 0;
  for (let curl = CURL.exec(text); curl !== null; curl = CURL.exec(text)) {
    if (curl.index < until) continue;
    const window = text.slice(curl.index, curl.index + CURL_WINDOW);
    const command = /^(?:[^\n\\]|\\[^\n]|\\\n){0,1200}/.exec(window)?.[0] ?? '';
    until = curl.index + Math.max(command.length, 4);
    CURL_USER.lastIndex = 0;
    for (let match = CURL_USER.exec(command); match !== null; match = CURL_USER.exec(command)) {
      const value = match[1] ?? match[2] ?? match[3] ?? '';
      const colon = value.indexOf(':');
      const password = value.slice(colon + 1);
      if (colon < 0 || !isCurlSecret(value.slice(0, colon), password)) continue;
      const start = curl.index + match.index + match[0].lastIndexOf(value);
      push(findings, start, value.length, 0.85, 'curl-user');
    }
  }
}

function isCurlSecret(user: string, password: string): boolean {
  const value = password.length >= 3 ? password : user;
  if (value.length < 3 || user.startsWith('<') || isPlaceholder(value) || isPlaceholder(user)) return false;
  if (/^["']?(?:pass(?:word|wd)?|pwd|secret|token|test|changeme|\$.*|\[.*\]|<.*>|%.*%|\*+|x+|api[_-]?key|user(?:name)?)["']?$/i.test(value))
    return false;
  return !/^\$|\$\{|\$\(/.test(value) && !user.startsWith('$') && entropyOf(value) >= 1.5;
}

function basicConfidence(value: string): number {
  if (!/^[A-Za-z0-9+/]{6,}={0,2}$/.test(value)) return 0;
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  const colon = decoded.indexOf(':');
  if (colon < 0 || !/^[\x20-\x7e\xa0-\xff]{3,}$/.test(decoded)) return value.length >= 24 && tokenConfidence(value) > 0 ? 0.75 : 0;
  return isPlaceholder(decoded) || /:(?:password|pass|secret|test)?$/i.test(decoded) ? 0.4 : 0.93;
}

/** How sure it is that a value is a random token: 0 for words, references and samples. */
function tokenConfidence(value: string): number {
  if (value.length < 12 || isPlaceholder(value)) return 0;
  if (/^[A-Za-z_.-]+$/.test(value) && classChanges(value) < 0.25) return 0;
  const entropy = entropyOf(value);
  if (/^[0-9a-f-]+$/i.test(value)) return value.length >= 32 && entropy >= 3 ? 0.85 : 0;
  if (entropy < 3) return 0;
  return /\d/.test(value) || classChanges(value) >= 0.35 ? 0.85 : 0;
}

function push(findings: Finding[], start: number, length: number, confidence: number, label: string): void {
  findings.push({ detectorId: secretAuthHeader.id, start, end: start + length, confidence, label });
}

import type { Detector, Finding } from '../detector.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * Passwords inside URLs: database connection strings, proxies, Git remotes, basic authentication.
 *
 * Shape: `scheme://user:password@host`; the finding covers the password.
 * Cost: one search for `://`; at most 512 characters after each.
 * Misses: passwords that hold a blank or a slash that is not percent-encoded.
 * Source: RFC 3986 section 3.2.1.
 */
export const secretUrlCredentials: Detector = {
  id: 'secret.url-credentials',
  family: 'secret',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
      const finding = passwordAfter(text, at + 3);
      if (finding !== null) findings.push(finding);
    }
    return findings;
  },
};

const MAX_AUTHORITY = 512;
const HOST = /^(?:\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_$%{][A-Za-z0-9_.${}%-]{0,252})(?::\d{1,5})?/;
// What documentation writes for a password; such URLs are worth a note, not an action.
const SAMPLE =
  /^(?:pass(?:wd|word|wort|phrase)?|pwd|pw|secret|token|auth|user(?:name)?|x+|\*+|abc|foo|bar|baz|changeme|admin|root|guest|test(?:ing)?|my\w{0,20}|your\w{0,20}|the\w{0,12}|some\w{0,20}|x-oauth-basic|hunter2|mot_?de_?passe|contrase(?:ñ|n)a|senha|postgres|mysql|mongo|redis|rabbit|kafka|elastic|p)\d{0,4}$/i;

function passwordAfter(text: string, from: number): Finding | null {
  const limit = Math.min(text.length, from + MAX_AUTHORITY);
  let colon = -1;
  let lastAt = -1;
  let end = from;
  for (; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (code <= 32 || code === 34 || code === 39 || code === 96 || code === 60 || code === 62 || code === 92) break;
    if (code === 47 || code === 63 || (code === 35 && lastAt >= 0)) break;
    if (code === 58 && colon < 0) colon = end;
    else if (code === 64) lastAt = end;
  }
  if (colon < 0 || lastAt <= colon + 1) return null;
  if (!HOST.test(text.slice(lastAt + 1, lastAt + 300))) return null;
  const password = text.slice(colon + 1, lastAt);
  if (password.length > 256 || /[\s,;()[\]|]/.test(password) || password.startsWith('//')) return null;
  if (isPlaceholder(password) || /^[:$<{[]|[>}\]]$/.test(password)) return null;
  const user = text.slice(from, colon);
  const sample = SAMPLE.test(password) || password === user;
  return { detectorId: secretUrlCredentials.id, start: colon + 1, end: lastAt, confidence: sample ? 0.6 : 0.93, label: 'url-password' };
}

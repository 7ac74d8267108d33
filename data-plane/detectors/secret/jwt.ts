import type { Detector, Finding } from '../detector.ts';
import { isAlphanumeric, startsToken } from './edge.ts';

/**
 * JSON Web Tokens, signed, encrypted or unsigned, plain or wrapped once more in base64.
 *
 * Shape: base64url of a JSON object that holds `alg` or `enc`, a dot, base64url parts. The header is decoded.
 * Cost: one search for `eyJ`; at most 8 KiB per token.
 * Misses: tokens with the parts apart.
 * Source: RFC 7515 section 3.1, RFC 7516 section 3.1.
 */
export const secretJwt: Detector = {
  id: 'secret.jwt',
  family: 'secret',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    if (text.includes('.ey') || text.includes('eyJ') || text.includes('ewog')) findPlain(text, findings);
    if (text.includes('ZXlK')) findWrapped(text, findings);
    return findings;
  },
};

// Three parts that begin as encoded objects do, cut short or with a header that no longer decodes.
const SHAPED = /^ey[A-Za-z0-9]{15,}\.ey[A-Za-z0-9_-]{15,}\./;
const AFTER_HEADER = /\.[A-Za-z0-9_-]{8,6000}(?:\.[A-Za-z0-9_-]{0,2000}){0,3}={0,2}/y;
const WRAPPED = /ZXlK[A-Za-z0-9+/_-]{60,8000}={0,2}/g;
const MIN_HEADER = 12;
const MAX_HEADER = 2_000;

/** From each dot back to where the header begins: a dot ends only one run, so the text is read once. */
function findPlain(text: string, findings: Finding[]): void {
  let covered = 0;
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', Math.max(dot + 1, covered))) {
    const start = headerStart(text, dot, covered);
    if (start < 0) continue;
    AFTER_HEADER.lastIndex = dot;
    const rest = AFTER_HEADER.exec(text)?.[0];
    if (rest === undefined) continue;
    const token = text.slice(start, dot) + rest;
    const header = decodedObject(text.slice(start, dot));
    const confidence = header !== null && /"(?:alg|enc|typ|kid)"/.test(header) ? 0.95 : SHAPED.test(token) ? 0.8 : 0;
    if (confidence === 0) continue;
    covered = start + token.length;
    findings.push({ detectorId: secretJwt.id, start, end: covered, confidence, label: 'jwt' });
  }
}

/** Where the run that ends at `dot` first reads `ey` or `ewog` as a token would begin; -1 if it does not. */
function headerStart(text: string, dot: number, covered: number): number {
  let runStart = dot;
  const limit = Math.max(covered, dot - MAX_HEADER);
  while (runStart > limit && isBase64Url(text.charCodeAt(runStart - 1))) runStart--;
  for (let at = runStart; at <= dot - MIN_HEADER; at++) {
    if (text.charCodeAt(at) !== LOWER_E || !startsToken(text, at)) continue;
    if (text.startsWith('ey', at) || text.startsWith('ewog', at)) return at;
  }
  return -1;
}

function isBase64Url(code: number): boolean {
  return isAlphanumeric(code) || code === 45 || code === 95;
}

const LOWER_E = 101;

function findWrapped(text: string, findings: Finding[]): void {
  WRAPPED.lastIndex = 0;
  for (let match = WRAPPED.exec(text); match !== null; match = WRAPPED.exec(text)) {
    if (!startsToken(text, match.index)) continue;
    const inner = Buffer.from(match[0].slice(0, 64), 'base64').toString('latin1');
    const header = decodedObject(inner.slice(0, (inner.indexOf('.') + 1 || 49) - 1));
    if (header === null || !/"(?:alg|enc|typ|kid|kty|apu|cty|jku|iss|aud|sub|x5)/.test(header)) continue;
    findings.push({
      detectorId: secretJwt.id,
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.95,
      label: 'jwt-base64',
    });
  }
}

/** The decoded text where base64url holds the beginning of a JSON object, else null. */
function decodedObject(part: string): string | null {
  const decoded = Buffer.from(part.slice(0, 400), 'base64url').toString('latin1');
  return /^\{\s{0,8}"/.test(decoded) ? decoded : null;
}

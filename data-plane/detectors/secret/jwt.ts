import type { Detector, Finding } from '../detector.ts';
import { startsToken } from './edge.ts';

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
const TOKEN = /e(?:y|wog)[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{8,6000}(?:\.[A-Za-z0-9_-]{0,2000}){0,3}={0,2}/g;
const WRAPPED = /ZXlK[A-Za-z0-9+/_-]{60,8000}={0,2}/g;

function findPlain(text: string, findings: Finding[]): void {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    if (!startsToken(text, match.index)) continue;
    const token = match[0];
    const header = decodedObject(token.slice(0, token.indexOf('.')));
    const confidence = header !== null && /"(?:alg|enc|typ|kid)"/.test(header) ? 0.95 : SHAPED.test(token) ? 0.8 : 0;
    if (confidence === 0) continue;
    findings.push({ detectorId: secretJwt.id, start: match.index, end: match.index + token.length, confidence, label: 'jwt' });
  }
}

function findWrapped(text: string, findings: Finding[]): void {
  WRAPPED.lastIndex = 0;
  for (let match = WRAPPED.exec(text); match !== null; match = WRAPPED.exec(text)) {
    if (!startsToken(text, match.index)) continue;
    const inner = Buffer.from(match[0].slice(0, 64), 'base64').toString('latin1');
    const header = decodedObject(inner.slice(0, (inner.indexOf('.') + 1 || 49) - 1));
    if (header === null || !/"(?:alg|enc|typ|kid|kty|apu|cty|jku|iss|aud|sub|x5)/.test(header)) continue;
    findings.push({ detectorId: secretJwt.id, start: match.index, end: match.index + match[0].length, confidence: 0.95, label: 'jwt-base64' });
  }
}

/** The decoded text where base64url holds the beginning of a JSON object, else null. */
function decodedObject(part: string): string | null {
  const decoded = Buffer.from(part.slice(0, 400), 'base64url').toString('latin1');
  return /^\{\s{0,8}"/.test(decoded) ? decoded : null;
}

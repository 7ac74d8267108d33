import type { Detector, Finding } from '../detector.ts';

/**
 * Private keys in PEM, OpenPGP armour, PuTTY and age form.
 *
 * Shape: a `BEGIN ... PRIVATE KEY` line and what follows it up to its `END` line or, where that is missing, up to the last
 *   line that still looks like key material; line breaks may be real, or escaped as in JSON inside text.
 * Cost: one search per marker; at most 16 KiB read after each.
 * Misses: DER bytes in base64 without armour; armour in base64 with line breaks.
 * Source: RFC 7468, RFC 4880 section 6.2, OpenSSH PROTOCOL.key, PuTTY's PPK format, age-encryption.org/v1.
 */
export const secretPrivateKey: Detector = {
  id: 'secret.private-key',
  family: 'secret',
  version: 1,
  severity: 'critical',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    if (text.includes('PRIVATE KEY')) findArmoured(text, findings);
    if (text.includes('PuTTY-User-Key-File-')) findPutty(text, findings);
    if (text.includes('AGE-SECRET-KEY-1')) findAge(text, findings);
    if (text.includes('LS0tLS1CRUdJTi')) findEncoded(text, findings);
    return findings;
  },
};

const MAX_KEY_CHARS = 16_384;
const HEADER = /-----BEGIN[ _](?:[A-Z0-9]{1,12}[ _]){0,3}PRIVATE[ _]KEY(?:[ _]BLOCK)?-----/g;
const FOOTER = /-----END[ _](?:[A-Z0-9]{1,12}[ _]){0,3}PRIVATE[ _]KEY(?:[ _]BLOCK)?-----/y;
// What may stand between the lines: base64, armour headers, line breaks (real or escaped) and quotes or pluses of string literals.
const BODY = /(?:[A-Za-z0-9+/=\s",'>#*.:;()_]|-(?!--)|\\[nrt"\\]|\\u000[aAdD]){0,16384}/y;
/** What is left of a key without its end: material and line breaks only, lest the rest of the file be taken for it. */
const CUT_OFF = /^(?:[A-Za-z0-9+/=\s]|\\[nrt])*/;
const AGE = /(?<![A-Z0-9])AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}(?![A-Z0-9])/g;
const ENCODED = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{80,12000}={0,2}/g;
const MIN_MATERIAL = 40;

function findArmoured(text: string, findings: Finding[]): void {
  let from = 0;
  HEADER.lastIndex = 0;
  for (let header = HEADER.exec(text); header !== null; header = HEADER.exec(text)) {
    if (header.index < from) continue;
    const bodyStart = header.index + header[0].length;
    BODY.lastIndex = bodyStart;
    let body = BODY.exec(text)?.[0] ?? '';
    FOOTER.lastIndex = bodyStart + body.length;
    const footer = FOOTER.exec(text)?.[0] ?? '';
    const whole = footer !== '';
    if (!whole) body = CUT_OFF.exec(body)?.[0] ?? '';
    if (!looksLikeKeyMaterial(body)) continue;
    const end = bodyStart + (whole ? body.length + footer.length : body.trimEnd().length);
    findings.push({ detectorId: secretPrivateKey.id, start: header.index, end, confidence: whole ? 0.99 : 0.9, label: 'private-key' });
    from = end;
    HEADER.lastIndex = end;
  }
}

/** Key material is long and varied; a documentation stub such as `...` or `MIIE...` is not. */
function looksLikeKeyMaterial(body: string): boolean {
  let material = 0;
  let digits = false;
  let upper = false;
  let lower = false;
  const seen = new Set<number>();
  for (let i = 0; i < body.length; i++) {
    const code = body.charCodeAt(i);
    const isBase64 = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 43 || code === 47;
    if (!isBase64) continue;
    material++;
    seen.add(code);
    if (code <= 57) digits = true;
    else if (code <= 90) upper = true;
    else lower = true;
    if (material >= MIN_MATERIAL && seen.size >= 16 && digits && upper && lower) return true;
  }
  return false;
}

function findPutty(text: string, findings: Finding[]): void {
  const marker = /PuTTY-User-Key-File-[23]:/g;
  for (let match = marker.exec(text); match !== null; match = marker.exec(text)) {
    const rest = text.slice(match.index, match.index + MAX_KEY_CHARS);
    const mac = /Private-MAC:\s{0,4}[0-9a-f]{40,64}/.exec(rest);
    if (mac === null) continue;
    const end = match.index + mac.index + mac[0].length;
    findings.push({ detectorId: secretPrivateKey.id, start: match.index, end, confidence: 0.99, label: 'putty-private-key' });
    marker.lastIndex = end;
  }
}

/** A PEM file in base64 once more, as environment variables and Kubernetes hold them. */
function findEncoded(text: string, findings: Finding[]): void {
  for (const match of text.matchAll(ENCODED)) {
    if (!Buffer.from(match[0].slice(0, 120), 'base64').toString('latin1').includes('PRIVATE KEY')) continue;
    findings.push({
      detectorId: secretPrivateKey.id,
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.98,
      label: 'private-key-base64',
    });
  }
}

function findAge(text: string, findings: Finding[]): void {
  for (const match of text.matchAll(AGE)) {
    findings.push({
      detectorId: secretPrivateKey.id,
      start: match.index,
      end: match.index + match[0].length,
      confidence: 0.99,
      label: 'age-secret-key',
    });
  }
}

import { isIP } from 'node:net';
import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';

/**
 * Internet and hardware addresses. Personal data in some laws, noise in most tool output: low confidence.
 *
 * Shape: IPv4 with four parts, not a version number; IPv6; MAC with colons or hyphens.
 * Cost: one linear pass for each form.
 * Misses: IPv4 in other notations.
 * Source: RFC 791, RFC 4291 section 2.2, IEEE 802 EUI-48.
 */
export const piiIpAddress: Detector = {
  id: 'pii.ip-address',
  family: 'pii',
  version: 1,
  severity: 'low',
  surfaces: ['tool-arguments', 'tool-result', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    V4.lastIndex = 0;
    for (let match = V4.exec(text); match !== null; match = V4.exec(text)) addV4(text, match[0], match.index, findings);
    if (text.includes(':')) {
      V6.lastIndex = 0;
      for (let match = V6.exec(text); match !== null; match = V6.exec(text)) addColons(match[0], match.index, findings);
    }
    MAC_HYPHENS.lastIndex = 0;
    for (let match = MAC_HYPHENS.exec(text); match !== null; match = MAC_HYPHENS.exec(text)) push(findings, match.index, match[0].length, 0.6, 'MAC_ADDRESS');
    return findings;
  },
};

const V4 = /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g;
const V6 = /(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?:\.\d{1,3}){0,3}(?![\w:])/g;
const MAC_HYPHENS = /(?<![\w-])[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![\w-])/g;
const VERSION = /(?:\bv(?:er(?:sion)?)?\.?|chapter|section|release|firmware|build|node|python|agent\/|[a-z]\/)\s{0,2}$/i;
const WORDS = /\bip\b|address|addr|host|client|server|from|remote|login|logged|access|peer|visitor/i;

function addV4(text: string, written: string, start: number, findings: Finding[]): void {
  if (isIP(written) !== 4 || /^(?:0\.|255\.)/.test(written)) return;
  if (VERSION.test(text.slice(Math.max(0, start - 16), start))) return;
  const isLocal = /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(written);
  const named = hasContext(text, start, start + written.length, WORDS);
  push(findings, start, written.length, isLocal ? 0.4 : named ? 0.7 : 0.5, 'IP_ADDRESS');
}

function addColons(written: string, start: number, findings: Finding[]): void {
  if (/^(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$/.test(written)) push(findings, start, written.length, 0.7, 'MAC_ADDRESS');
  else if (written.length >= 6 && isIP(written) === 6 && /[0-9a-f]{2}/i.test(written)) push(findings, start, written.length, 0.6, 'IP_ADDRESS');
}

function push(findings: Finding[], start: number, length: number, confidence: number, label: string): void {
  findings.push({ detectorId: piiIpAddress.id, start, end: start + length, confidence, label });
}

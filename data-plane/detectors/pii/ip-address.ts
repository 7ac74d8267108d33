import { isIP } from 'node:net';
import type { Detector, Finding } from '../detector.ts';
import { hasContext } from './context.ts';
import { runsWithDigits } from './runs.ts';

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
    const runs = runsWithDigits(text);
    let covered = 0;
    for (let i = 0; i < runs.length; i += 2) {
      const start = runs[i] as number;
      if (start < covered) continue;
      const next = text.charCodeAt(runs[i + 1] as number);
      if (next === DOT) covered = addV4(text, start, findings);
      else if (next === HYPHEN) covered = addHyphens(text, start, findings);
    }
    for (let at = text.indexOf(':'); at >= 0;) at = text.indexOf(':', Math.max(at + 1, addColons(text, at, findings)));
    return findings;
  },
};

const V4 = /\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/y;
const MAC_HYPHENS = /[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}(?![\w-])/y;
const COLONS = /(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?:\.\d{1,3}){0,3}(?![\w:])/y;
const VERSION = /(?:\bv(?:er(?:sion)?)?\.?|chapter|section|release|firmware|build|node|python|agent\/|[a-z]\/)\s{0,2}$/i;
const WORDS = /\bip\b|address|addr|host|client|server|from|remote|login|logged|access|peer|visitor/i;

function addV4(text: string, start: number, findings: Finding[]): number {
  V4.lastIndex = start;
  const written = V4.exec(text)?.[0];
  if (written === undefined) return 0;
  const end = start + written.length;
  if (/[.-]/.test(text[start - 1] ?? '') || isIP(written) !== 4 || /^(?:0\.|255\.)/.test(written)) return end;
  if (VERSION.test(text.slice(Math.max(0, start - 16), start))) return end;
  const isLocal = /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(written);
  push(findings, start, written.length, isLocal ? 0.4 : hasContext(text, start, end, WORDS) ? 0.7 : 0.5, 'IP_ADDRESS');
  return end;
}

function addHyphens(text: string, start: number, findings: Finding[]): number {
  MAC_HYPHENS.lastIndex = start;
  const written = MAC_HYPHENS.exec(text)?.[0];
  if (written === undefined || text[start - 1] === '-') return 0;
  push(findings, start, written.length, 0.6, 'MAC_ADDRESS');
  return start + written.length;
}

/** Reads an IPv6 or MAC address around its first colon; returns where to go on. */
function addColons(text: string, colon: number, findings: Finding[]): number {
  let start = colon;
  while (start > 0 && colon - start < 4 && isHex(text.charCodeAt(start - 1))) start--;
  if (/[\w.:]/.test(text[start - 1] ?? '')) return colon + 1;
  COLONS.lastIndex = start;
  const written = COLONS.exec(text)?.[0];
  if (written === undefined) return colon + 1;
  if (/^(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$/.test(written)) push(findings, start, written.length, 0.7, 'MAC_ADDRESS');
  else if (written.length >= 6 && isIP(written) === 6 && /[0-9a-f]{2}/i.test(written))
    push(findings, start, written.length, 0.6, 'IP_ADDRESS');
  return start + written.length;
}

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

function push(findings: Finding[], start: number, length: number, confidence: number, label: string): void {
  findings.push({ detectorId: piiIpAddress.id, start, end: start + length, confidence, label });
}

const DOT = 46;
const HYPHEN = 45;

import type { Detector, Finding } from '../detector.ts';
import { entropyOf } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * Values in a Kubernetes `Secret` manifest, and passwords in NuGet configuration.
 *
 * Shape: `kind: Secret` and, in the same document, `data:` with base64 values or `stringData:` with plain ones.
 * Cost: one search for the keyword; at most 4 KiB around each.
 * Misses: JSON manifests on one line beyond 4 KiB; sealed or external secrets (they hold no clear value).
 * Source: Kubernetes API reference, Secret v1 core; NuGet configuration reference.
 */
export const secretManifest: Detector = {
  id: 'secret.manifest',
  family: 'secret',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments', 'tool-result', 'definition', 'notification', 'server-request'],
  detect(text) {
    const findings: Finding[] = [];
    if (text.includes('kind') && text.includes('ata')) findKubernetes(text, findings);
    if (text.includes('<add ')) findNuget(text, findings);
    return findings;
  },
};

const KIND = /\bkind\\?["']?:[ \t]{0,4}\\?["']?secret\b(?![\w-])/gi;
const ENTRY = /["']?[\w.-]{1,80}["']?:[ \t]{0,4}(?:(?:\||>)[-+]?\s{1,16})?["']?([A-Za-z0-9+/]{10,4000}={0,2})["']?(?=[\s,}]|$)/y;
const NUGET = /<add\s{1,8}key="(?:cleartext)?password"\s{1,8}value="([^"]{8,400})"\s{0,4}\/?>/gi;
const NEAR_CHARS = 2_000;

function findKubernetes(text: string, findings: Finding[]): void {
  KIND.lastIndex = 0;
  let done = 0;
  for (let kind = KIND.exec(text); kind !== null; kind = KIND.exec(text)) {
    if (kind.index < done) continue;
    const from = documentStart(text, kind.index);
    const until = documentEnd(text, kind.index);
    done = until;
    const body = text.slice(from, until);
    const data = /(?:^|[\s{,"'])data\\?["']?:/i.exec(body);
    if (data === null || !/apiVersion|metadata|stringData|type/i.test(body)) continue;
    readEntries(text, from + data.index + data[0].length, until, findings);
  }
}

/** Reads `name: value` lines while they last. */
function readEntries(text: string, from: number, until: number, findings: Finding[]): void {
  let at = from;
  for (let i = 0; i < 64 && at < until; i++) {
    at = skipBlanks(text, at, until);
    ENTRY.lastIndex = at;
    const entry = ENTRY.exec(text);
    if (entry === null) return;
    const value = entry[1] as string;
    const start = at + entry[0].lastIndexOf(value);
    if (entropyOf(value) >= 2 && isBase64Text(value) && !isPlaceholder(value)) {
      findings.push({ detectorId: secretManifest.id, start, end: start + value.length, confidence: 0.85, label: 'kubernetes-secret' });
    }
    at += entry[0].length;
  }
}

/** Past blanks, braces, commas and comments. */
function skipBlanks(text: string, from: number, until: number): number {
  let at = from;
  while (at < until) {
    if (text[at] === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? until : end;
    } else if (!/[\s{,]/.test(text[at] as string)) break;
    at++;
  }
  return at;
}

function isBase64Text(value: string): boolean {
  return value.length % 4 === 0 && Buffer.from(value, 'base64').length >= 6;
}

function documentStart(text: string, at: number): number {
  const from = Math.max(0, at - NEAR_CHARS);
  const separator = text.slice(from, at).lastIndexOf('\n---');
  return separator < 0 ? from : from + separator;
}

function documentEnd(text: string, at: number): number {
  const until = Math.min(text.length, at + NEAR_CHARS);
  const separator = text.slice(at, until).indexOf('\n---');
  return separator < 0 ? until : at + separator;
}

function findNuget(text: string, findings: Finding[]): void {
  NUGET.lastIndex = 0;
  for (let match = NUGET.exec(text); match !== null; match = NUGET.exec(text)) {
    const value = match[1] as string;
    if (isPlaceholder(value) || /^%.*%$/.test(value)) continue;
    const start = match.index + match[0].lastIndexOf(value);
    findings.push({ detectorId: secretManifest.id, start, end: start + value.length, confidence: 0.85, label: 'nuget-password' });
  }
}

import type { Detector } from '../detector.ts';
import { placeOf, type Place } from './net/address.ts';

/**
 * URLs that make a server fetch from itself, its network or its cloud's metadata service.
 *
 * Shape: the text is parsed as a browser would (WHATWG URL: hex, octal, short and integer IPv4, IDNA, backslashes), then its host is
 *   placed; schemes that reach files and raw sockets, addresses in the user part and names that resolve to what is written in
 *   them count too.
 * Returns: one finding over the whole text.
 * Cost: one URL parse; at most 4 KiB read.
 * Misses: public names with private records and redirects: only the dialer sees those (`lib/guarded-fetch.ts`).
 * Source: WHATWG URL Standard, host parsing; IANA special-purpose address registries; the clouds' metadata documentation.
 */
export const attackSsrf: Detector = {
  id: 'attack.ssrf',
  family: 'ssrf',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments'],
  detect(text, { role }) {
    if (role === 'sql' || role === 'number' || role === 'command' || role === 'code' || role === 'template') return [];
    const url = text.slice(0, MAX_CHARS).trim();
    if (!LOOKS_LIKE_URL.test(url)) return [];
    const confidence = role === 'url' ? judgeUrl(url) : Math.min(judgeElsewhere(url), 0.9);
    return confidence < MIN_CONFIDENCE ? [] : [{ detectorId: attackSsrf.id, start: 0, end: text.length, confidence, label: 'ssrf-target' }];
  },
};

const MIN_CONFIDENCE = 0.3;
const MAX_CHARS = 4_096;
const LOOKS_LIKE_URL = /^[a-z][a-z0-9+.-]{1,20}:|^\/\/|^\\\\|^[\w.-]{1,253}(?::\d{1,5})?(?:\/|$)|^\[[0-9a-f:.]/i;
const DANGEROUS_SCHEME =
  /^(?:url:)?(?:file|gopher|dict|ldaps?|ldapi|tftp|jar|netdoc|php|phar|expect|zip|glob|ogg|rar|ssh2|smb|sftp|local_file|view-source|mailto:.*%0|redis|memcached?|rmi|iiop|jndi|dns|cifs|nfs|rsync|finger|imap|pop3|telnet|fd)(?=[:])/i;
const WEIGHT: Readonly<Record<Place, number>> = { metadata: 0.98, loopback: 0.93, private: 0.92, rebinding: 0.9, callback: 0.6, public: 0 };

function judgeUrl(text: string): number {
  if (DANGEROUS_SCHEME.test(text)) return 0.93;
  const first = text.split(/[\s\u0000]/, 1)[0] ?? '';
  const parsed = parse(first);
  if (parsed === null) return judgeUnparsed(first);
  let confidence = WEIGHT[placeOf(parsed.hostname)];
  if (parsed.username !== '') confidence = Math.max(confidence, judgeUser(decodeUser(parsed.username)));
  if (/\\@|@.*@|#.{0,80}@/.test(first.slice(0, 300))) confidence = Math.max(confidence, judgeUnparsed(first));
  return Math.max(confidence, judgeNested(parsed));
}

/** Outside a parameter for URLs: metadata services and disguised addresses only, and only where the URL is all there is. */
function judgeElsewhere(text: string): number {
  if (/\s/.test(text) || !/^[a-z][a-z0-9+.-]{1,20}:/i.test(text)) return 0;
  if (/^(?:gopher|dict|jar|netdoc|expect|phar):/i.test(text)) return 0.8;
  const parsed = parse(text);
  if (parsed === null) return 0;
  const place = placeOf(parsed.hostname);
  if (place === 'metadata') return 0.9;
  const written = /^[a-z]+:[/\\]*(?:[^/?#@]*@)?([^/?#:\\]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const disguised = /^\d/.test(parsed.hostname) && written !== parsed.hostname && !written.includes('%');
  return disguised && place !== 'public' ? 0.85 : 0;
}

function parse(text: string): URL | null {
  const candidate =
    /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d{1,5}(?:\/|$)/.test(text) ? text : `http://${text.replace(/^[/\\]{2}/, '')}`;
  try {
    return new URL(candidate);
  } catch {
    return null;
  }
}

/** What a strict parser refuses, a lax client may fetch: look at every host-like piece before the path. */
function judgeUnparsed(text: string): number {
  const authority =
    text
      .replace(/^[a-z][a-z0-9+.-]*:/i, '')
      .replace(/^[/\\]+/, '')
      .split(/[/?]/, 1)[0] ?? '';
  let confidence = 0;
  for (const piece of authority.split(/[@#\\,;]+/)) {
    const host = /^\[[^\]]*\]/.exec(piece)?.[0] ?? piece.replace(/:.*$/, '');
    confidence = Math.max(confidence, WEIGHT[placeOf(host)]);
  }
  return confidence;
}

/** An address or a local name as user name: the real host, for a client that reads the authority otherwise. */
function judgeUser(user: string): number {
  const place = /[.:]/.test(user) ? placeOf(user.replace(/:.*$/, '')) : user === 'localhost' ? 'loopback' : 'public';
  return place === 'public' ? 0 : 0.85;
}

function decodeUser(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

/** A metadata URL as a parameter of another: a redirector or a proxy. Local ones are ordinary there (OAuth redirects). */
function judgeNested(url: URL): number {
  for (const value of url.searchParams.values()) {
    if (!/^[a-z]{2,10}:/i.test(value)) continue;
    if (/^(?:gopher|dict|file):/i.test(value)) return 0.8;
    const inner = parse(value);
    if (inner !== null && placeOf(inner.hostname) === 'metadata') return 0.85;
  }
  return 0;
}

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { TokenQuery, UpstreamToken } from './mode.ts';

/** A token as nodes keep it. */
export interface TokenRecord {
  readonly token: UpstreamToken;
  /** From then on a new one is asked for; this one goes on being used while there is none. */
  readonly renewAtMs: number;
}

const Stored = z.object({
  a: z.string().min(1),
  e: z.number().nullable(),
  c: z.string(),
  p: z.string(),
  s: z.string(),
  r: z.number(),
});

/** Names a query in memory and in Redis without giving away user or token. Everything that shapes the answer is in it. */
export function recordKey(query: TokenQuery): string {
  return createHash('sha256').update(identity(query)).digest('base64url');
}

/**
 * Encrypts a record for Redis.
 *
 * Shape: `1.<key id>.<version>.<base64url of nonce, AES-256-GCM ciphertext, tag>`; project, user, server, resource, issuer, subject token
 *   and version are associated data, so a record copied to another key, or relabelled with another version, does not open.
 * Source: NIST SP 800-38D.
 */
export function sealRecord(keys: readonly Buffer[], query: TokenQuery, record: TokenRecord): string {
  const key = derived(keys[0] as Buffer);
  const { token, renewAtMs } = record;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(associated(query, token.version));
  const plain = JSON.stringify({
    a: token.accessToken,
    e: token.expiresAtMs,
    c: token.credentialId,
    p: token.provider,
    s: token.subject,
    r: renewAtMs,
  });
  const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `1.${key.id}.${token.version}.${sealed.toString('base64url')}`;
}

/** The record that was sealed for this query; null for anything else, also when its key is gone. */
export function openRecord(keys: readonly Buffer[], query: TokenQuery, sealed: string): TokenRecord | null {
  const match = /^1\.([0-9a-f]{8})\.(\d{1,10})\.([A-Za-z0-9_-]{40,65536})$/.exec(sealed);
  const key = keys.map(derived).find(({ id }) => id === match?.[1]);
  if (match === null || key === undefined) return null;
  const version = Number(match[2]);
  const bytes = Buffer.from(match[3] as string, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, 12))
      .setAAD(associated(query, version))
      .setAuthTag(bytes.subarray(-16));
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    const { a, e, c, p, s, r } = Stored.parse(JSON.parse(plain));
    return { token: { accessToken: a, expiresAtMs: e, version, credentialId: c, provider: p, subject: s }, renewAtMs: r };
  } catch {
    return null;
  }
}

function identity(query: TokenQuery): string {
  const subjectToken = query.subjectToken === null ? null : createHash('sha256').update(query.subjectToken).digest('base64url');
  return JSON.stringify([
    'portcullis token',
    query.projectId,
    query.serverId,
    query.resourceUri,
    query.issuedBy,
    query.subject,
    subjectToken,
  ]);
}

function associated(query: TokenQuery, version: number): Buffer {
  return Buffer.from(`${identity(query)}\n${version}`, 'utf8');
}

interface DerivedKey {
  readonly id: string;
  readonly bytes: Buffer;
}

const derivedKeys = new WeakMap<Buffer, DerivedKey>();

function derived(key: Buffer): DerivedKey {
  let found = derivedKeys.get(key);
  if (found === undefined) {
    const bytes = Buffer.from(hkdfSync('sha256', key, '', 'portcullis token cache', 32));
    found = { bytes, id: createHash('sha256').update(bytes).digest('hex').slice(0, 8) };
    derivedKeys.set(key, found);
  }
  return found;
}

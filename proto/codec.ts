import { createHash } from 'node:crypto';
import { messageType, type Contract } from './load.ts';

/** Messages of resources.proto that a push carries, parents before what refers to them. */
export const RESOURCE_KINDS = [
  'Fleet',
  'Project',
  'Issuer',
  'Policy',
  'Credential',
  'Registry',
  'Server',
  'Item',
  'Application',
  'ApplicationKey',
  'Grant',
  'Revocation',
] as const;

/** Name of a message that a push carries. */
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

type InputOf<Kind extends ResourceKind> = Parameters<Contract[Kind]['serialize']>[0];
/** A resource as decoded: every field present. */
export type ResourceOf<Kind extends ResourceKind> = ReturnType<Contract[Kind]['deserialize']>;

/** True for a kind this software knows; newer control planes may send others. */
export function isResourceKind(kind: string): kind is ResourceKind {
  return (RESOURCE_KINDS as readonly string[]).includes(kind);
}

/**
 * The bytes of a resource. The same value always gives the same bytes: fields in order of number, map keys sorted.
 *
 * Throws: Error when a field has a value of the wrong type.
 */
export function encodeResource<Kind extends ResourceKind>(kind: Kind, resource: InputOf<Kind>): Buffer {
  const type = messageType(kind) as unknown as { serialize(value: InputOf<Kind>): Buffer };
  return type.serialize(withSortedMaps(resource));
}

/** What `encodeResource` made. Throws: Error when the bytes are not a message of this kind. */
export function decodeResource<Kind extends ResourceKind>(kind: Kind, body: Buffer): ResourceOf<Kind> {
  const type = messageType(kind) as unknown as { deserialize(bytes: Buffer): ResourceOf<Kind> };
  return type.deserialize(body);
}

/** One line of the text a config's digest is over. `bodyHash` is lower-case hex SHA-256 of the body. */
export function digestLine(kind: string, id: string, bodyHash: string): string {
  return `${kind} ${id} ${bodyHash}\n`;
}

/** SHA-256 of a resource body, lower-case hex. */
export function bodyHash(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

/** What may stand for a kind or an id: printable ASCII without spaces, so that digest lines have one reading. */
export function isPlainKey(text: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(text);
}

/** What a signature of a push is over. */
export function signedText(version: string, baseVersion: string, digest: string): Buffer {
  return Buffer.from(`portcullis-config-v1\n${version}\n${baseVersion}\n${digest}`, 'utf8');
}

function withSortedMaps<T>(resource: T): T {
  const copy = { ...resource } as Record<string, unknown>;
  for (const [name, value] of Object.entries(copy)) {
    if (value === null || typeof value !== 'object' || Array.isArray(value) || ArrayBuffer.isView(value)) continue;
    copy[name] = Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return copy as T;
}

import { verify, type KeyObject } from 'node:crypto';
import {
  bodyHash,
  decodeResource,
  digestLine,
  isPlainKey,
  isResourceKind,
  signedText,
  type ResourceKind,
  type ResourceOf,
} from '../../proto/codec.ts';
import { danglingReferences, type Referring } from '../../proto/dangling.ts';
import type { Push__Output } from '../../proto/generated/gateway/v1/Push.ts';
import { referencesOf } from '../../proto/references.ts';
import { emptySet, resourceKey, type ResourceSet } from '../../proto/resource-set.ts';

/** A resource a node holds. */
export interface HeldResource extends Referring {
  readonly body: Buffer;
  /** Null for a kind this software does not know, from a newer control plane: kept for the digest, otherwise without effect. */
  readonly message: ResourceOf<ResourceKind> | null;
}

/** The config a node holds, decoded. */
export interface HeldConfig {
  readonly version: string;
  readonly digest: string;
  readonly resources: ResourceSet<HeldResource>;
}

/** What came of a push. Problems go back to the control plane; they hold no secret. */
export type Applied =
  | { readonly ok: true; readonly config: HeldConfig; readonly changed: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

const MAX_PROBLEMS = 20;
const MAX_RESOURCES = 2_000_000;

/**
 * Applies a push to what is held: decodes all of it, checks digest, references and signature, and makes a new config.
 *
 * A version may not go back, so that an old bundle cannot be played again.
 *
 * `trusted`: keys of which one must have signed the push; null where pushes are not signed.
 */
export function applyPush(held: HeldConfig | null, push: Push__Output, trusted: readonly KeyObject[] | null): Applied {
  const problem = problemOfPush(held, push) ?? problemOfSignature(push, trusted);
  if (problem !== null) return refused([problem]);
  const before = push.baseVersion === '' ? emptySet<HeldResource>() : (held as HeldConfig).resources;
  const problems: string[] = [];
  const upserts: HeldResource[] = [];
  for (const { kind, id, body } of push.upserts) {
    const known = held?.resources.get(resourceKey({ kind, id }));
    const decoded = known !== undefined && known.body.equals(body) ? known : decode(kind, id, body);
    if (typeof decoded === 'string') problems.push(decoded);
    else upserts.push(decoded);
  }
  if (problems.length > 0) return refused(problems);
  const { set, changed } = before.with(upserts, push.removals.map(resourceKey));
  if (set.digest !== push.digest) return refused([`the digest of the result is ${set.digest}, the push says ${push.digest.slice(0, 64)}`]);
  const dangling = danglingReferences(set, changed);
  if (dangling.length > 0)
    return refused(dangling.map(({ from, to }) => `${from.kind} ${from.id} refers to ${to.kind} ${to.id}, which is not there`));
  return { ok: true, config: { version: push.version, digest: push.digest, resources: set }, changed };
}

function problemOfPush(held: HeldConfig | null, push: Push__Output): string | null {
  if (!/^[0-9]{1,19}$/.test(push.version)) return 'the version is not a decimal number';
  if (held !== null && BigInt(push.version) < BigInt(held.version))
    return `version ${push.version} is older than ${held.version}, which is enforced here`;
  if (push.baseVersion !== '' && push.baseVersion !== held?.version)
    return `the push starts from version ${push.baseVersion.slice(0, 20)}, held here is ${held?.version ?? 'none'}`;
  if (push.upserts.length > MAX_RESOURCES) return `the push has more than ${MAX_RESOURCES} resources`;
  return null;
}

function problemOfSignature(push: Push__Output, trusted: readonly KeyObject[] | null): string | null {
  if (trusted === null) return null;
  const text = signedText(push.version, push.baseVersion, push.digest);
  return trusted.some((key) => verify(null, text, key, push.signature))
    ? null
    : 'the push is not signed by a control plane this node trusts';
}

function decode(kind: string, id: string, body: Buffer): HeldResource | string {
  if (!isPlainKey(kind) || !isPlainKey(id))
    return 'a resource has a kind or id that is empty, too long or holds characters outside printable ASCII';
  const line = digestLine(kind, id, bodyHash(body));
  if (!isResourceKind(kind)) return { kind, id, body, line, message: null, references: [] };
  try {
    const message = decodeResource(kind, body);
    return { kind, id, body, line, message, references: referencesOf(kind, message as never) };
  } catch {
    return `${kind} ${id} cannot be decoded`;
  }
}

function refused(problems: readonly string[]): Applied {
  return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
}

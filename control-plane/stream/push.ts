import { randomBytes } from 'node:crypto';
import { signedText } from '../../proto/codec.ts';
import { messageType } from '../../proto/load.ts';
import type { History } from '../snapshot/history.ts';
import type { Config } from '../snapshot/version.ts';
import type { VersionHeld } from './subscription.ts';

/** A push as bytes, the same for every node that starts from the same version. */
export interface EncodedPush {
  readonly nonce: string;
  readonly version: string;
  readonly digest: string;
  readonly isWhole: boolean;
  /** A serialised ControlMessage. */
  readonly bytes: Buffer;
}

/** Makes pushes of one config, each once. */
export interface PushEncoder {
  whole(): EncodedPush;
  /** Null when the node's version is not one a delta can start from. */
  delta(from: VersionHeld): EncodedPush | null;
}

/** Signs the text of `signedText`; null: pushes are not signed. */
export type SignPush = ((text: Buffer) => Buffer) | null;

/** Most starting points whose push is kept. */
const MAX_KEPT = 128;

/**
 * Encodes pushes that lead to `config`.
 *
 * A delta is only made from a version whose digest is the node's, or, where that digest is not known (this process is
 * younger than the version), in the knowledge that the node refuses the result if it differs.
 */
export function createPushEncoder(config: Config, history: History, sign: SignPush, nowMs: number): PushEncoder {
  const version = config.version.toString();
  const kept = new Map<string, EncodedPush | null>();
  const encode = (baseVersion: string, keys: Iterable<string> | null): EncodedPush => {
    const nonce = `${version}.${randomBytes(6).toString('hex')}`;
    const upserts = [];
    const removals = [];
    if (keys === null) upserts.push(...Array.from(config.resources.values(), ({ kind, id, body }) => ({ kind, id, body })));
    for (const key of keys ?? []) {
      const resource = config.resources.get(key);
      if (resource !== undefined) upserts.push({ kind: resource.kind, id: resource.id, body: resource.body });
      else removals.push({ kind: key.slice(0, key.indexOf(' ')), id: key.slice(key.indexOf(' ') + 1) });
    }
    const signature = sign?.(signedText(version, baseVersion, config.resources.digest)) ?? Buffer.alloc(0);
    const push = { nonce, version, baseVersion, digest: config.resources.digest, upserts, removals, signature, builtAtMs: nowMs };
    return {
      nonce,
      version,
      digest: config.resources.digest,
      isWhole: keys === null,
      bytes: messageType('ControlMessage').serialize({ push }),
    };
  };
  const once = (key: string, make: () => EncodedPush | null): EncodedPush | null => {
    const found = kept.get(key);
    if (found !== undefined) return found;
    if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value as string);
    const made = make();
    kept.set(key, made);
    return made;
  };
  return {
    whole: () => once('', () => encode('', null)) as EncodedPush,
    delta: (from) =>
      once(`${from.version} ${from.digest}`, () => {
        const base = BigInt(from.version);
        if (base > config.version) return null;
        const known = history.digestAt(base);
        if (known !== null && known !== from.digest) return null;
        const changed = history.changedSince(base);
        return changed === null ? null : encode(from.version, changed);
      }),
  };
}

// Original file: proto/gateway/v1/config.proto

import type { Resource as _gateway_v1_Resource, Resource__Output as _gateway_v1_Resource__Output } from '../../gateway/v1/Resource.ts';
import type { ResourceKey as _gateway_v1_ResourceKey, ResourceKey__Output as _gateway_v1_ResourceKey__Output } from '../../gateway/v1/ResourceKey.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One config version. Serialised once for all nodes that hold the same base.
 */
export interface Push {
  /**
   * Identifies this push; the answer repeats it.
   */
  'nonce'?: (string);
  /**
   * The version this push leads to: a decimal number that only rises.
   */
  'version'?: (string);
  /**
   * The version it starts from; empty for a whole config, which replaces everything held.
   */
  'baseVersion'?: (string);
  /**
   * Digest over all resources after this push; a node that computes another one must refuse.
   * Every resource has a line "kind id sha256(body)\n", the hash in lower-case hex. Lines are put into 256 buckets by the
   * lowest eight bits of the 32-bit FNV-1a hash of "kind id". A bucket's digest is SHA-256 over its lines in byte order;
   * this digest is SHA-256 over the 256 bucket digests in order, lower-case hex. Kinds and ids are printable ASCII
   * without spaces. So a change costs the buckets it touches, not the whole config.
   */
  'digest'?: (string);
  /**
   * Resources that are new or changed.
   */
  'upserts'?: (_gateway_v1_Resource)[];
  /**
   * Resources that are gone.
   */
  'removals'?: (_gateway_v1_ResourceKey)[];
  /**
   * Ed25519 signature over "portcullis-config-v1\n" + version + "\n" + base_version + "\n" + digest; empty when signing is off.
   */
  'signature'?: (Buffer | Uint8Array | string);
  /**
   * When the control plane built this version, in milliseconds since the epoch.
   */
  'builtAtMs'?: (number | string | Long);
}

/**
 * One config version. Serialised once for all nodes that hold the same base.
 */
export interface Push__Output {
  /**
   * Identifies this push; the answer repeats it.
   */
  'nonce': (string);
  /**
   * The version this push leads to: a decimal number that only rises.
   */
  'version': (string);
  /**
   * The version it starts from; empty for a whole config, which replaces everything held.
   */
  'baseVersion': (string);
  /**
   * Digest over all resources after this push; a node that computes another one must refuse.
   * Every resource has a line "kind id sha256(body)\n", the hash in lower-case hex. Lines are put into 256 buckets by the
   * lowest eight bits of the 32-bit FNV-1a hash of "kind id". A bucket's digest is SHA-256 over its lines in byte order;
   * this digest is SHA-256 over the 256 bucket digests in order, lower-case hex. Kinds and ids are printable ASCII
   * without spaces. So a change costs the buckets it touches, not the whole config.
   */
  'digest': (string);
  /**
   * Resources that are new or changed.
   */
  'upserts': (_gateway_v1_Resource__Output)[];
  /**
   * Resources that are gone.
   */
  'removals': (_gateway_v1_ResourceKey__Output)[];
  /**
   * Ed25519 signature over "portcullis-config-v1\n" + version + "\n" + base_version + "\n" + digest; empty when signing is off.
   */
  'signature': (Buffer);
  /**
   * When the control plane built this version, in milliseconds since the epoch.
   */
  'builtAtMs': (number);
}

import { credentials as grpcCredentials, Metadata, type ChannelCredentials, type ClientOptions } from '@grpc/grpc-js';
import { loadContract } from '../../proto/load.ts';
import type { ConfigServiceClient } from '../../proto/generated/gateway/v1/ConfigService.ts';
import type { TokenServiceClient } from '../../proto/generated/gateway/v1/TokenService.ts';
import type { UsageServiceClient } from '../../proto/generated/gateway/v1/UsageService.ts';

/** Certificates a node uses towards the control plane, PEM. */
export interface NodeTls {
  /** Null: the CAs of the system. */
  readonly ca: Buffer | null;
  /** With `key`: the node's own certificate, for control planes that ask for one. */
  readonly cert: Buffer | null;
  readonly key: Buffer | null;
}

/** How control planes are reached. */
export interface LinkOptions {
  /** `host:port`, one or several; the next one is tried when one does not answer. */
  readonly addresses: readonly string[];
  readonly joinToken: string | null;
  readonly tls: NodeTls | null;
  /** Without TLS only loopback is used unless this says otherwise. */
  readonly allowsInsecure?: boolean;
}

/** The services of one control plane. */
export interface ControlPlane {
  readonly address: string;
  readonly config: ConfigServiceClient;
  readonly usage: UsageServiceClient;
  readonly tokens: TokenServiceClient;
}

/** The way to the control planes, shared by everything in a node that talks to them. */
export interface ControlPlaneLink {
  /** The control plane now used. */
  current(): ControlPlane;
  /** `failed` did not answer: the next one is used. Says nothing when another has been chosen since. */
  turnFrom(failed: ControlPlane): void;
  /** What proves the node, for every call. */
  metadata(): Metadata;
  close(): void;
}

/** Settings that keep a node from talking to a control plane. The message names the variable. */
export class LinkUnusable extends Error {
  override readonly name = 'LinkUnusable';
}

const MAX_MESSAGE_BYTES = 1024 * 1024 * 1024;

/** What holds for every channel: configs may be large, and a dead connection is noticed without traffic. */
const CHANNEL: ClientOptions = {
  'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
  'grpc.max_send_message_length': 64 * 1024 * 1024,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.min_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.use_local_subchannel_pool': 1,
};

/**
 * The link of a node. Opens no connection before the first call.
 *
 * Throws: LinkUnusable when an address is none, or credentials would travel in clear.
 */
export function createControlPlaneLink(options: LinkOptions): ControlPlaneLink {
  const { addresses, joinToken, tls } = options;
  if (addresses.length === 0) throw new LinkUnusable('PORTCULLIS_CONTROL_PLANE names no control plane; write host:port');
  for (const address of addresses) {
    const host = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9_.-]+)):\d{1,5}$/.exec(address);
    if (host === null) throw new LinkUnusable(`PORTCULLIS_CONTROL_PLANE: "${address}" is not host:port`);
    if (tls === null && options.allowsInsecure !== true && !isLoopback(host[1] ?? host[2] ?? '')) {
      throw new LinkUnusable(
        `${address} would be sent credentials in clear; set PORTCULLIS_GRPC_CA_FILE for TLS, or PORTCULLIS_GRPC_INSECURE=true`,
      );
    }
  }
  const contract = loadContract();
  const credentials = channelCredentials(tls);
  const opened = new Map<string, ControlPlane>();
  let index = 0;
  return {
    current() {
      const address = addresses[index % addresses.length] as string;
      const found = opened.get(address);
      if (found !== undefined) return found;
      const made: ControlPlane = {
        address,
        config: new contract.ConfigService(address, credentials, CHANNEL),
        usage: new contract.UsageService(address, credentials, CHANNEL),
        tokens: new contract.TokenService(address, credentials, CHANNEL),
      };
      opened.set(address, made);
      return made;
    },
    turnFrom(failed) {
      if (addresses[index % addresses.length] === failed.address) index += 1;
    },
    metadata() {
      const metadata = new Metadata();
      if (joinToken !== null) metadata.set('authorization', `Bearer ${joinToken}`);
      return metadata;
    },
    close() {
      for (const { config, usage, tokens } of opened.values()) {
        config.close();
        usage.close();
        tokens.close();
      }
      opened.clear();
    },
  };
}

function channelCredentials(tls: NodeTls | null): ChannelCredentials {
  return tls === null ? grpcCredentials.createInsecure() : grpcCredentials.createSsl(tls.ca, tls.key, tls.cert);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

import { randomUUID } from 'node:crypto';
import { Server, ServerCredentials, status, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { sql as text } from 'drizzle-orm';
import type { Log } from '../../data-plane/lib/log.ts';
import { loadContract } from '../../proto/load.ts';
import type { Database } from '../database/open-database.ts';
import type { Vault } from '../secrets/vault.ts';
import { recordChanges } from '../snapshot/changes.ts';
import { ensureFleetKeys } from '../snapshot/fleet-keys.ts';
import { createRowReader, type FleetSettings } from '../snapshot/rows.ts';
import { createUsageService, type UsageServiceOptions } from '../usage/service.ts';
import { createConfigService, serializeControlMessage, type NodeStream } from './config-service.ts';
import { createEnforcementWatch, type Enforcement } from './enforcement.ts';
import { isJoinTokenGood } from './join-tokens.ts';
import { createNodeAuth, type AuthenticateNode } from './node-auth.ts';
import { createNodeRegister } from './node-register.ts';
import { createPublisher } from './publisher.ts';
import type { SignPush } from './push.ts';
import { removeOutdated } from './upkeep.ts';

/** Certificates of the gRPC server, PEM. With `ca`, nodes must show a certificate of that CA. */
export interface ServerTls {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer | null;
}

/** What the gRPC side of a control plane needs. */
export interface StreamServerOptions {
  readonly database: Database;
  readonly vault: Vault;
  /** `host:port`; port 0 takes a free one. */
  readonly address: string;
  readonly tls: ServerTls | null;
  /** Without TLS only loopback is served unless this says otherwise. */
  readonly allowsInsecure?: boolean;
  readonly log: Log;
  /** The public origin agents use; empty or absent: each node derives it from the Host header. */
  readonly publicUrl?: string;
  readonly authorizationServer?: FleetSettings['authorizationServer'];
  /** Join tokens that are good beside those in the database: standalone makes one at each start. */
  readonly joinTokens?: readonly string[];
  readonly sign?: SignPush;
  readonly retentionDays?: number;
  readonly heartbeatIntervalMs?: number;
  readonly answerTimeoutMs?: number;
  readonly maxStreams?: number;
  readonly pollMs?: number;
  readonly onStored?: UsageServiceOptions['onStored'];
  /** Makes the handlers of TokenService; without it the service says that it is not there. */
  readonly tokenService?: (authenticate: AuthenticateNode) => UntypedServiceImplementation;
}

/** A running gRPC server. */
export interface StreamServer {
  /** As it listens: `host:port`. */
  readonly address: string;
  /** Names this process in the table `nodes`. */
  readonly replicaId: string;
  /** Waits until every connected node, at whichever control plane, enforces a version. */
  awaitEnforced(version: string, timeoutMs: number): Promise<Enforcement>;
  /** The version pushed to nodes, and why a newer one is not, if so. */
  status(): {
    readonly version: string | null;
    readonly streams: number;
    readonly blocked: { readonly version: string; readonly problems: readonly string[] } | null;
  };
  stop(): Promise<void>;
}

/** A gRPC server that cannot be started. The message names the setting. */
export class StreamServerFault extends Error {
  override readonly name = 'StreamServerFault';
}

const HEARTBEAT_MS = 5_000;
const UPKEEP_MS = 60 * 60 * 1000;
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * Starts the gRPC server that nodes connect to: config stream, usage, tokens.
 *
 * Throws: StreamServerFault when the address cannot be served; whatever the database throws.
 */
export async function startStreamServer(options: StreamServerOptions): Promise<StreamServer> {
  const { database, vault, log, tls } = options;
  const { sql } = database;
  const host = hostOf(options.address);
  if (tls === null && options.allowsInsecure !== true && !isLoopback(host)) {
    throw new StreamServerFault(
      `gRPC on ${options.address} would carry credentials in clear; set PORTCULLIS_GRPC_CERT_FILE and PORTCULLIS_GRPC_KEY_FILE, listen on 127.0.0.1, or set PORTCULLIS_GRPC_INSECURE=true`,
    );
  }
  const heartbeatIntervalMs = options.heartbeatIntervalMs ?? HEARTBEAT_MS;
  const replicaId = randomUUID();
  const authenticate = createNodeAuth({
    hasClientCertificates: tls?.ca != null,
    ownTokens: options.joinTokens ?? [],
    isGood: (token) => isJoinTokenGood(sql, token),
  });
  const read = createRowReader(vault, {
    publicUrl: options.publicUrl ?? '',
    authorizationServer: options.authorizationServer ?? (() => Promise.resolve(null)),
  });
  const publisher = createPublisher({
    database,
    read,
    log,
    sign: options.sign ?? null,
    ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
  });
  const register = createNodeRegister({ sql, replicaId, log });
  const watch = createEnforcementWatch({ sql, freshForMs: heartbeatIntervalMs * 4 });
  const usage = createUsageService({
    sql,
    authenticate,
    log,
    retentionDays: options.retentionDays ?? 30,
    ...(options.onStored === undefined ? {} : { onStored: options.onStored }),
  });
  const config = createConfigService({
    publisher,
    register,
    authenticate,
    log,
    raiseVersionTo: (version) => raiseVersionTo(database, version),
    heartbeatIntervalMs,
    answerTimeoutMs: options.answerTimeoutMs ?? 60_000,
    maxStreams: options.maxStreams ?? 10_000,
  });
  await ensureFleetKeys(database.orm, vault);
  await usage.start();
  await publisher.start();
  await watch.start();

  const upkeep = setInterval(() => {
    removeOutdated(sql).catch((error: unknown) =>
      log.debug({ reason: (error as Error).message }, 'old changes could not be removed; it is tried again'),
    );
  }, UPKEEP_MS);
  upkeep.unref();

  const contract = loadContract();
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': -1,
    'grpc.keepalive_time_ms': 20_000,
    'grpc.keepalive_timeout_ms': 10_000,
  });
  server.addService(passingBuffers(contract.ConfigService.service), {
    Stream: (call: NodeStream) => config.handle(call),
  } as unknown as UntypedServiceImplementation);
  server.addService(contract.UsageService.service, { Report: usage.report } as unknown as UntypedServiceImplementation);
  server.addService(contract.TokenService.service, options.tokenService?.(authenticate) ?? { Obtain: withoutTokens });
  let port: number;
  try {
    port = await bind(server, options.address, tls);
  } catch (error) {
    clearInterval(upkeep);
    await Promise.allSettled([publisher.stop(), watch.stop()]);
    usage.stop();
    config.stop();
    server.forceShutdown();
    throw new StreamServerFault(
      `gRPC cannot listen on ${options.address}: ${(error as Error).message}; choose another with PORTCULLIS_GRPC_HOST and PORTCULLIS_GRPC_PORT`,
      { cause: error },
    );
  }
  return {
    address: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    replicaId,
    async awaitEnforced(version, timeoutMs) {
      // Nodes of this process that connected a moment ago are to be counted.
      await register.flush();
      return watch.awaitEnforced(version, timeoutMs);
    },
    status: () => ({
      version: publisher.current()?.config.version.toString() ?? null,
      streams: config.streams(),
      blocked: publisher.problems(),
    }),
    async stop() {
      clearInterval(upkeep);
      config.stop();
      usage.stop();
      await shutDown(server);
      await Promise.allSettled([publisher.stop(), watch.stop()]);
      await register.stop();
    },
  };
}

/** The config stream's pushes are serialised once for all nodes and handed to gRPC as bytes. */
function passingBuffers(service: ServiceDefinition): ServiceDefinition {
  const { Stream: stream } = service;
  if (stream === undefined) throw new StreamServerFault('the contract has no config stream');
  return { ...service, Stream: { ...stream, responseSerialize: serializeControlMessage } };
}

function withoutTokens(_call: unknown, answer: (error: { code: status; details: string }) => void): void {
  answer({ code: status.UNIMPLEMENTED, details: 'this control plane hands out no upstream tokens' });
}

async function raiseVersionTo(database: Database, version: bigint): Promise<void> {
  await database.orm.transaction(async (tx) => {
    await tx.execute(text`UPDATE config_version SET version = ${version.toString()}::bigint WHERE version < ${version.toString()}::bigint`);
    await recordChanges(tx, []);
  });
}

function bind(server: Server, address: string, tls: ServerTls | null): Promise<number> {
  const credentials =
    tls === null
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(tls.ca, [{ cert_chain: tls.cert, private_key: tls.key }], tls.ca !== null);
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
}

/** Lets unary calls finish, but not for long. */
function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const forced = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, 3_000);
    server.tryShutdown(() => {
      clearTimeout(forced);
      resolve();
    });
  });
}

function hostOf(address: string): string {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:]+)):(\d{1,5})$/.exec(address);
  if (match === null || Number(match[3]) > 65_535)
    throw new StreamServerFault(`"${address}" is not an address; write host:port, such as 127.0.0.1:4001`);
  return (match[1] ?? match[2]) as string;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

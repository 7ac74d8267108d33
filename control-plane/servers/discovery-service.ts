import { z } from 'zod';
import { permit } from '../admin-tokens/permissions.ts';
import type { OpenCredential } from '../credentials/service.ts';
import { discoverCommand, discoverServer } from '../discovery/discover.ts';
import { DiscoveryFailed } from '../discovery/discovered.ts';
import type { Discovered } from '../discovery/discovered.ts';
import type { Fetch } from '../discovery/http-probe.ts';
import { foundDefinitions, saysReadOnly } from '../items/discovered-definitions.ts';
import type { FoundDefinitions } from '../items/discovered-definitions.ts';
import type { ItemRow, ItemStore } from '../items/store.ts';
import type { ProjectRow } from '../projects/store.ts';
import type { RegistryRow } from '../registries/store.ts';
import type { Vault } from '../secrets/vault.ts';
import { commitChange } from '../services/change.ts';
import type { Changed } from '../services/change.ts';
import { newId } from '../services/ids.ts';
import { holdForChange } from '../services/reader.ts';
import { notFound, Refusal } from '../services/refusal.ts';
import type { ScanReason, ScanRow } from '../scans/store.ts';
import type { Orm, Transaction } from '../services/transaction.ts';
import { valid, whole } from '../services/validate.ts';
import type { Viewer } from '../services/viewer.ts';
import { environmentContext } from './service.ts';
import type { ServerRow, ServerStore } from './store.ts';

/** What a discovery found and stored. */
export interface DiscoveryOutcome {
  readonly server: ServerRow;
  readonly added: readonly ItemRow[];
  readonly changed: readonly ItemRow[];
  readonly missing: readonly ItemRow[];
  readonly incomplete: readonly string[];
}

/** Reads what servers offer and stores it. */
export interface DiscoveryService {
  /** `scan`: the queued scan this is done for; null when an administrator asked for the discovery itself. */
  discover(viewer: Viewer, input: unknown, signal?: AbortSignal, scan?: ScanRow | null): Promise<Changed<DiscoveryOutcome>>;
}

/** What a discovery needs of the rest. */
export interface DiscoveryParts {
  readonly items: ItemStore;
  readonly vault: Vault;
  /** The registry and project of a server. */
  placeOf(viewer: Viewer, server: ServerRow): Promise<{ registry: RegistryRow; project: ProjectRow } | null>;
  openCredential(id: string): Promise<OpenCredential | null>;
  /** Headers that a credential puts on a request. */
  headersOf(credential: OpenCredential, project: ProjectRow): Promise<Readonly<Record<string, string>>>;
  /** The guarded dialer for a project. */
  fetchFor(allowedPrivateTargets: readonly string[]): Fetch;
  /** Whether this process may start server programs. */
  readonly allowsPrograms: boolean;
  /** Scans what was just read. */
  assess(
    viewer: Viewer,
    server: ServerRow,
    discovered: Discovered,
    reason: ScanReason,
    scan: ScanRow | null,
    signal?: AbortSignal,
  ): Promise<ScanRow>;
  /** Whether a change of an approved definition may pass without a person looking; null: none may. */
  mayPass(registryId: string): Promise<((row: ItemRow, live: string) => boolean) | null>;
}

const Input = z.strictObject({ id: z.string(), timeoutMs: whole(1000, 60_000).nullish() });

/** The service that discovers. */
export function discoveryService(orm: Orm, store: ServerStore, parts: DiscoveryParts): DiscoveryService {
  return {
    async discover(viewer, input, signal, scan = null) {
      permit(viewer, 'server.discover');
      const { id, timeoutMs } = valid(Input, input);
      const [server] = await store.byIds([id], viewer.projectId);
      const place = server === undefined ? null : await parts.placeOf(viewer, server);
      if (server === undefined || place === null) throw notFound('Server', id);
      let discovered: Discovered;
      try {
        discovered = await read(parts, server, place, timeoutMs ?? 30_000, signal);
      } catch (error) {
        if (!(error instanceof DiscoveryFailed)) throw error;
        await commitChange(orm, viewer, async (tx) => {
          const before = await holdForChange(tx, store, 'Server', viewer, id);
          // A server that asks for a token says who issues them: agents in passthrough need to know, whether or not we have one.
          const metadata = error.code === 'auth-required' ? (error.connection.resourceMetadata ?? null) : null;
          const after = await store.update(tx, id, {
            discoveredAt: new Date(),
            discoveryError: error.message.slice(0, 500),
            ...(metadata === null ? {} : authorizationFacts(metadata)),
          });
          return { value: {}, touched: pushedFacts(after) === pushedFacts(before) ? [] : [{ kind: 'Server' as const, id }], audit: [] };
        });
        throw discoveryError(error.code.replaceAll('-', '_'), error.message);
      }
      const found = foundDefinitions(discovered);
      const mayPass = await parts.mayPass(place.registry.id);
      const outcome = await commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Server', viewer, id);
        if (before.url !== server.url || before.command.join('\0') !== server.command.join('\0')) {
          throw discoveryError('cancelled', 'the server was given another address while it was read; discover it again');
        }
        const after = await store.update(tx, id, serverFacts(discovered, before));
        const items = await storeItems(tx, parts.items, id, found, mayPass);
        return {
          value: { server: after, added: items.added, changed: items.changed, missing: items.missing, incomplete: found.notes },
          touched: [
            ...(pushedFacts(after) === pushedFacts(before) ? [] : [{ kind: 'Server' as const, id }]),
            ...items.quarantined.map((item) => ({ kind: 'Item' as const, id: item.id })),
          ],
          audit: [
            {
              action: 'server.discover',
              kind: 'Server',
              id,
              name: after.name,
              projectId: place.project.id,
              before: null,
              after: {
                era: after.era,
                protocolVersion: after.protocolVersion,
                added: items.added.length,
                changed: items.changed.map(({ type, name, digest, state }) => ({ type, name, digest, state })).slice(0, 100),
                missing: items.missing.map(({ type, name }) => ({ type, name })).slice(0, 100),
                incomplete: found.notes,
              },
            },
          ],
        };
      });
      await parts.assess(viewer, outcome.server, discovered, 'discovered', scan, signal);
      return outcome;
    },
  };
}

async function read(
  parts: DiscoveryParts,
  server: ServerRow,
  place: { registry: RegistryRow; project: ProjectRow },
  totalMs: number,
  signal?: AbortSignal,
): Promise<Discovered> {
  const limits = { totalMs, requestMs: Math.min(totalMs, 20_000) };
  const bounds = { limits, clientName: 'portcullis', ...(signal === undefined ? {} : { signal }) };
  if (server.transport === 'stdio') {
    if (!parts.allowsPrograms) {
      throw new DiscoveryFailed(
        'refused-by-us',
        'this control plane may not start server programs; start it with PORTCULLIS_ALLOW_STDIO=true where that is meant',
      );
    }
    const [command = '', ...args] = server.command;
    const env =
      server.environmentSealed === null
        ? {}
        : (JSON.parse(parts.vault.open(server.environmentSealed, environmentContext(server.id)).toString('utf8')) as Record<
            string,
            string
          >);
    return discoverCommand({ command, args, env, ...bounds });
  }
  // In the other modes tokens belong to users, whom nobody asked; a credential that was given to the server all the same is for this.
  const credential = server.credentialId !== null ? await parts.openCredential(server.credentialId) : null;
  const headers = credential === null ? {} : await parts.headersOf(credential, place.project);
  return discoverServer({ url: server.url ?? '', headers, fetch: parts.fetchFor(place.project.allowedPrivateTargets), ...bounds });
}

function serverFacts(discovered: Discovered, before: ServerRow): Partial<ServerRow> {
  const metadata = discovered.connection.resourceMetadata;
  return {
    era: discovered.era,
    protocolVersion: discovered.protocolVersion,
    softwareName: text(discovered.serverInfo?.['name'], 200),
    softwareVersion: text(discovered.serverInfo?.['version'], 100),
    instructions: text(discovered.instructions, 20_000),
    ...authorizationFacts(metadata),
    discoveredAt: new Date(),
    discoveryError: null,
    revision: before.revision + 1,
    updatedAt: new Date(),
  };
}

/** Who issues tokens for a server, and what it calls their scopes (RFC 9728 §2). */
function authorizationFacts(metadata: Discovered['connection']['resourceMetadata']): Pick<ServerRow, 'authorizationServers' | 'scopes'> {
  return {
    authorizationServers: [...(metadata?.authorizationServers ?? [])].slice(0, 20),
    scopes: [...(metadata?.scopes ?? [])].slice(0, 100),
  };
}

/** The facts nodes are given, as one text to compare. */
function pushedFacts({ era, instructions, authorizationServers, scopes }: ServerRow): string {
  return JSON.stringify([era, instructions, authorizationServers, scopes]);
}

/** Brings stored items up to what was found. An enabled item whose definition is not the approved one any more is quarantined. */
async function storeItems(
  tx: Transaction,
  store: ItemStore,
  serverId: string,
  found: FoundDefinitions,
  mayPass: ((row: ItemRow, live: string) => boolean) | null,
) {
  const known = new Map((await store.holdOfServer(tx, serverId)).map((row) => [`${row.type}\0${row.name}`, row]));
  const now = new Date();
  const fresh = [];
  const unchanged: string[] = [];
  const changed: ItemRow[] = [];
  const quarantined: ItemRow[] = [];
  for (const definition of found.definitions) {
    const row = known.get(`${definition.type}\0${definition.name}`);
    known.delete(`${definition.type}\0${definition.name}`);
    if (row === undefined) fresh.push({ id: newId('Item'), serverId, ...definition, lastSeenAt: now });
    else if (row.digest === definition.digest) unchanged.push(row.id);
    else {
      const differs = row.state === 'enabled' && row.approvedDigest !== definition.digest;
      const passes = differs && mayPass?.(row, definition.definition) === true;
      const drifted = differs && !passes;
      const after = await store.update(tx, row.id, {
        ...definition,
        present: true,
        lastSeenAt: now,
        ...(drifted ? { state: 'quarantined' as const, quarantineReason: 'the server changed the definition after it was approved' } : {}),
        ...(passes
          ? {
              approvedDefinition: definition.definition,
              approvedDigest: definition.digest,
              approvedBy: 'harmless change, by the rule of the registry',
              approvedAt: now,
              readOnly: saysReadOnly(row.type, definition.definition),
            }
          : {}),
        revision: row.revision + 1,
      });
      changed.push(after);
      if (differs) quarantined.push(after);
    }
  }
  const gone = [...known.values()].filter((row) => row.present && found.complete.has(row.type));
  await store.setAll(tx, unchanged, { present: true, lastSeenAt: now });
  await store.setAll(
    tx,
    gone.map((row) => row.id),
    { present: false },
  );
  const added = await store.insertAll(tx, fresh);
  return { added, changed, quarantined, missing: gone.map((row) => ({ ...row, present: false })) };
}

function discoveryError(code: string, message: string): Refusal {
  return new Refusal({ __typename: 'DiscoveryError', message, code });
}

function text(value: unknown, max: number): string | null {
  if (typeof value !== 'string' || value === '') return null;
  return value.slice(0, max).replace(/[\u0000\ud800-\udfff]/gu, '\ufffd');
}

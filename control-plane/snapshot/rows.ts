import { eq, inArray, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { ResourceKind } from '../../proto/codec.ts';
import { applicationKeys, applications } from '../../schema/tables/application.ts';
import { fleetKeys } from '../../schema/tables/config.ts';
import { credentials } from '../../schema/tables/credential.ts';
import { grants } from '../../schema/tables/grant.ts';
import { issuers, revocations } from '../../schema/tables/issuer.ts';
import { items } from '../../schema/tables/item.ts';
import { policies } from '../../schema/tables/policy.ts';
import { projects } from '../../schema/tables/project.ts';
import { providers } from '../../schema/tables/provider.ts';
import { registries } from '../../schema/tables/registry.ts';
import { servers } from '../../schema/tables/server.ts';
import type { Vault } from '../secrets/vault.ts';
import * as build from './build.ts';
import type { ConfigResource } from './version.ts';

/** A Drizzle transaction. */
export type ConfigTransaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/** Reads resources of one kind from the database: those with the given ids, or all. */
export type ReadResources = (tx: ConfigTransaction, kind: ResourceKind, ids: readonly string[] | null) => Promise<ConfigResource[]>;

/** Facts of the fleet that come from the settings, the same on every control plane of an installation. */
export interface FleetSettings {
  /** The public origin agents use; empty: each node derives it from the Host header. */
  readonly publicUrl: string;
  /** The built-in authorization server; null when off. */
  readonly authorizationServer: (tx: ConfigTransaction) => Promise<{ readonly issuer: string; readonly jwks: Buffer } | null>;
}

/** Most ids one query names. */
const IDS_A_QUERY = 5_000;

/** The reader over the tables. Throws (the function made): SealBroken when a secret does not open. */
export function createRowReader(vault: Vault, fleet: FleetSettings): ReadResources {
  const readers: Readonly<
    Record<ResourceKind, (tx: ConfigTransaction, ids: readonly string[] | null) => Promise<(ConfigResource | null)[]>>
  > = {
    Fleet: async (tx) => [await readFleet(tx, vault, fleet)],
    Project: reader(projects, projects.id, build.projectResource),
    Registry: reader(registries, registries.id, build.registryResource),
    Server: async (tx, ids) => {
      const exchanging = new Set(
        (await tx.select({ id: providers.id }).from(providers).where(eq(providers.grant, 'token_exchange'))).map(({ id }) => id),
      );
      return reader(servers, servers.id, (row) =>
        build.serverResource(row, vault, row.providerId !== null && exchanging.has(row.providerId)),
      )(tx, ids);
    },
    Item: reader(items, items.id, build.itemResource),
    Application: reader(applications, applications.id, build.applicationResource),
    ApplicationKey: reader(applicationKeys, applicationKeys.id, build.applicationKeyResource),
    Grant: reader(grants, grants.id, build.grantResource),
    Policy: reader(policies, policies.id, build.policyResource),
    Credential: reader(credentials, credentials.id, (row) => build.credentialResource(row, vault)),
    Issuer: reader(issuers, issuers.id, build.issuerResource),
    Revocation: reader(revocations, revocations.id, build.revocationResource),
  };
  return async (tx, kind, ids) => (await readers[kind](tx, ids)).filter((resource) => resource !== null);
}

function reader<Table extends PgTable>(table: Table, id: PgColumn, make: (row: Table['$inferSelect']) => ConfigResource | null) {
  const select = async (tx: ConfigTransaction, where: SQL | undefined): Promise<(ConfigResource | null)[]> => {
    const rows = (await tx
      .select()
      .from(table as PgTable)
      .where(where)) as Table['$inferSelect'][];
    return rows.map(make);
  };
  return async (tx: ConfigTransaction, ids: readonly string[] | null): Promise<(ConfigResource | null)[]> => {
    if (ids === null) return select(tx, undefined);
    const made: (ConfigResource | null)[] = [];
    for (let from = 0; from < ids.length; from += IDS_A_QUERY)
      made.push(...(await select(tx, inArray(id, ids.slice(from, from + IDS_A_QUERY)))));
    return made;
  };
}

async function readFleet(tx: ConfigTransaction, vault: Vault, fleet: FleetSettings): Promise<ConfigResource> {
  const keysFor = async (purpose: 'sealing' | 'cache'): Promise<Buffer[]> => {
    const rows = await tx.select().from(fleetKeys).where(eq(fleetKeys.purpose, purpose));
    const newestFirst = rows.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1));
    return newestFirst.map(({ id, sealed }) => vault.open(sealed, `fleet-key:${id}`));
  };
  const authorization = await fleet.authorizationServer(tx);
  return build.fleetResource({
    sealingKeys: await keysFor('sealing'),
    cacheKeys: await keysFor('cache'),
    publicUrl: fleet.publicUrl,
    authorizationServer: authorization?.issuer ?? '',
    authorizationServerJwks: authorization?.jwks ?? Buffer.alloc(0),
  });
}

import { buildSchema, isUnionType, type GraphQLSchema } from 'graphql';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { mutate } from '../../control-plane/cli/administration.ts';
import { graphqlClient, type GraphqlClient } from '../../control-plane/cli/graphql-client.ts';
import { startHttp, type HttpParts } from '../../control-plane/graphql/http.ts';
import { createMetrics } from '../../control-plane/graphql/metrics.ts';
import { readSdl } from '../../control-plane/graphql/schema.ts';
import { createServices, type Services } from '../../control-plane/graphql/services.ts';
import { openVault, type Vault } from '../../control-plane/secrets/vault.ts';
import { currentVersion } from '../../control-plane/snapshot/changes.ts';
import { GuardedFetcher } from '../../data-plane/lib/guarded-fetch.ts';
import { silentLog, type Log } from '../../data-plane/lib/log.ts';
import { testDatabase, type TestDatabase } from './postgres.ts';

/** GraphQL over HTTP on a database of its own, without the gRPC side. */
export interface GraphqlServer {
  readonly url: string;
  readonly origin: string;
  readonly database: TestDatabase;
  readonly services: Services;
  readonly vault: Vault;
  /** The first administrator's token. */
  readonly adminToken: string;
  /** A client with the first administrator's token. */
  readonly admin: GraphqlClient;
  /** SQL statements Drizzle has sent so far. */
  readonly statements: string[];
  client(token: string): GraphqlClient;
  /** A client with a new token. */
  as(role: 'VIEWER' | 'OPERATOR' | 'ADMIN' | 'AUDITOR', projectId?: string): Promise<GraphqlClient>;
  stop(): Promise<void>;
}

/** The master key of every server that `startGraphql` starts. */
export const MASTER_KEY = Buffer.alloc(32, 9);

/** Starts one on a free port. */
export async function startGraphql(
  options: { log?: Log } & Partial<Pick<HttpParts, 'introspection' | 'consoleFolder' | 'readiness' | 'tls'>> = {},
): Promise<GraphqlServer> {
  const log = options.log ?? silentLog;
  const database = await testDatabase();
  const statements: string[] = [];
  const sql = postgres(database.url, { max: 6, onnotice: () => {}, debug: (_connection, query) => statements.push(query) });
  const orm = drizzle(sql);
  const fetcher = new GuardedFetcher();
  const vault = openVault([MASTER_KEY]);
  let origin = '';
  const services = createServices({
    orm,
    vault,
    masterKeys: [MASTER_KEY],
    fetchFor: (allowed) => fetcher.for(allowed, { timeoutMs: 20_000, maxResponseBytes: 1024 * 1024 }),
    headersOf: ({ secret }) => Promise.resolve(secret as Record<string, string>),
    fetcher,
    consoleOrigin: () => origin,
    log,
    allowsPrograms: false,
    goingWithProject: () => Promise.resolve([]),
  });
  const adminToken = (await services.adminTokens.bootstrap(null)) as string;
  const http = await startHttp({
    host: '127.0.0.1',
    port: 0,
    tls: options.tls ?? null,
    services,
    edge: {
      awaitEnforced: () => Promise.resolve({ isEnforced: true, waitingFor: [], connected: 0 }),
      configVersion: () => currentVersion(orm),
      publicUrl: 'https://mcp.example.test',
    },
    introspection: options.introspection ?? true,
    log,
    metrics: createMetrics({ streams: () => 0, configVersion: () => null }),
    readiness: options.readiness ?? (() => Promise.resolve({})),
    consoleFolder: options.consoleFolder ?? null,
  });
  origin = http.origin;
  const url = `${http.origin}/graphql`;
  const admin = graphqlClient(url, adminToken);
  return {
    url,
    origin: http.origin,
    database,
    services,
    vault,
    adminToken,
    admin,
    statements,
    client: (token) => graphqlClient(url, token),
    async as(role, projectId) {
      const { secret } = await mutate<{ secret: string }>(
        admin,
        'createAdminToken',
        { name: `${role} for a test`, role, ...(projectId === undefined ? {} : { projectId }) },
        'secret',
      );
      return graphqlClient(url, secret);
    },
    async stop() {
      await http.stop();
      await sql.end({ timeout: 5 });
      await fetcher.close();
      await database.drop();
    },
  };
}

/** One mutation and all of its payload: `__typename`, the fields of failures, and of an Ok what `ok` selects. */
export async function payloadOf<T = Record<string, any>>(
  graphql: GraphqlClient,
  name: string,
  input: object,
  ok = '',
): Promise<T & { __typename: string }> {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const possible = possibleTypes(`${type}Payload`);
  const failures = Object.entries(FAILURE_FIELDS).flatMap(([failure, fields]) =>
    possible.includes(failure) ? [`... on ${failure} { ${fields} }`] : [],
  );
  const document = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on Failure { message } ${failures.join(' ')} ... on ${type}Ok { configVersion ${ok} } } }`;
  const data = await graphql<Record<string, T & { __typename: string }>>(document, { input });
  return data[name] as T & { __typename: string };
}

const FAILURE_FIELDS: Readonly<Record<string, string>> = {
  InvalidInput: 'problems { field problem expected }',
  NotFound: 'kind id',
  NameTaken: 'name',
  StaleRevision: 'currentRevision',
  InUse: 'usedBy',
  DefinitionChanged: 'items { id }',
  DiscoveryError: 'code',
};

let sdl: GraphQLSchema | null = null;

/** Names of the types of a union of the SDL. */
export function possibleTypes(union: string): string[] {
  const type = (sdl ??= buildSchema(readSdl())).getType(union);
  return isUnionType(type) ? type.getTypes().map(({ name }) => name) : [];
}

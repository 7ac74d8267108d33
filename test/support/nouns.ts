import { randomBytes } from 'node:crypto';
import type { TestDatabase } from './postgres.ts';
import { payloadOf } from './graphql-server.ts';
import type { GraphqlServer } from './graphql-server.ts';

/** One object of every kind, in one project; items put straight into the table, as a discovery would. */
export interface Nouns {
  readonly name: string;
  readonly projectId: string;
  readonly policyId: string;
  readonly registryId: string;
  readonly serverId: string;
  readonly itemIds: readonly string[];
  readonly applicationId: string;
  readonly keyId: string;
  readonly key: string;
  readonly grantId: string;
  readonly credentialId: string;
}

/** Makes them. */
export async function makeNouns(server: GraphqlServer, name = `n-${randomBytes(4).toString('hex')}`): Promise<Nouns> {
  const make = async (mutation: string, input: object, ok: string): Promise<any> => {
    const payload = await payloadOf(server.admin, mutation, input, ok);
    if (!payload.__typename.endsWith('Ok')) throw new Error(`${mutation}: ${JSON.stringify(payload)}`);
    return payload;
  };
  const { project } = await make('createProject', { name, allowedPrivateTargets: ['127.0.0.1'] }, 'project { id defaultPolicy { id } }');
  const { credential } = await make(
    'createCredential',
    { projectId: project.id, name: 'upstream', headers: [{ name: 'Authorization', value: 'Bearer s3cret-value' }] },
    'credential { id }',
  );
  const { registry } = await make('createRegistry', { projectId: project.id, name }, 'registry { id }');
  const { server: upstream } = await make(
    'createServer',
    { registryId: registry.id, name: 'main', url: 'http://127.0.0.1:9/mcp', credentialId: credential.id },
    'server { id }',
  );
  const { application } = await make('createApplication', { projectId: project.id, name: `${name} agent` }, 'application { id }');
  const { key, secret } = await make('createApplicationKey', { applicationId: application.id, name: 'first' }, 'key { id } secret');
  const { grant } = await make('createGrant', { applicationId: application.id, registryId: registry.id }, 'grant { id }');
  const itemIds = await insertItems(server.database, upstream.id, ['alpha', 'beta']);
  return {
    name,
    projectId: project.id,
    policyId: project.defaultPolicy.id,
    registryId: registry.id,
    serverId: upstream.id,
    itemIds,
    applicationId: application.id,
    keyId: key.id,
    key: secret,
    grantId: grant.id,
    credentialId: credential.id,
  };
}

/** Puts tools into the table as discovered. Returns: their ids. */
export async function insertItems(database: TestDatabase, serverId: string, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const id = `itm_${randomBytes(13).toString('hex')}`;
    const definition = JSON.stringify({ name, description: `does ${name}`, inputSchema: { type: 'object' } });
    await database.sql`INSERT INTO items (id, server_id, type, name, definition, digest) VALUES (${id}, ${serverId}, 'tool', ${name}, ${definition}, ${randomBytes(32).toString('hex')})`;
    ids.push(id);
  }
  return ids;
}

/** Puts records of calls into the table, one a second from `since` on, the last one newest. */
export async function insertInvocations(database: TestDatabase, rows: readonly Record<string, unknown>[], since: Date): Promise<void> {
  for (const [index, row] of rows.entries()) {
    const full = {
      id: crypto.randomUUID(),
      started_at: new Date(since.getTime() + index * 1000),
      node_id: 'node',
      outcome: 'ok',
      method: 'tools/call',
      ...row,
    };
    await database.sql`INSERT INTO invocations ${database.sql(full)}`;
  }
  // As ingestion does in one transaction (control-plane/usage/ingest.ts).
  await database.sql`TRUNCATE usage_hours`;
  await database.sql`INSERT INTO usage_hours SELECT date_trunc('hour', started_at, 'UTC'), project_id, application_id, key_id, agent_name, user_subject, registry_id, server_id, item_id, outcome,
    latency_bucket(latency_us), count(*), sum(request_bytes + response_bytes), min(started_at), max(started_at) FROM invocations GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`;
}

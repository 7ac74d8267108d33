import { sql, type SQL } from 'drizzle-orm';
import type { Orm } from '../services/transaction.ts';
import type { Window } from './window.ts';

/** Narrows what is added up; what is absent narrows nothing. */
export interface UsageFilter {
  readonly projectId?: string | null | undefined;
  readonly applicationId?: string | null | undefined;
  readonly keyId?: string | null | undefined;
  readonly userSubject?: string | null | undefined;
  readonly registryId?: string | null | undefined;
  readonly serverId?: string | null | undefined;
  readonly itemId?: string | null | undefined;
}

/** Calls of one caller to one item with one outcome and latency. */
export interface UsageCount {
  readonly applicationId: string;
  readonly userSubject: string;
  readonly agentName: string;
  readonly itemId: string;
  readonly outcome: string;
  readonly bucket: number;
  readonly calls: number;
  readonly bytes: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** An item with the place it has. */
export interface PlacedItem {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly state: string;
  readonly server: string;
  readonly registry: string;
}

/** A grant with one enabled item it allows. */
export interface Reach {
  readonly grantId: string;
  readonly applicationId: string;
  readonly itemId: string;
}

/** Which grants reach which items. */
export interface ReachFilter extends Pick<UsageFilter, 'projectId' | 'applicationId' | 'registryId' | 'serverId' | 'itemId'> {
  readonly credentialId?: string | null | undefined;
}

/** Reads what invocations add up to, and what grants allow. */
export interface GraphStore {
  /** With users and agents told apart only where asked, since that multiplies rows. */
  counts(filter: UsageFilter, window: Window, apart: { readonly users: boolean; readonly agents: boolean }): Promise<UsageCount[]>;
  /** Enabled items that grants of enabled applications allow now, at most `limit`. */
  reach(filter: ReachFilter, limit: number): Promise<Reach[]>;
  placed(itemIds: readonly string[]): Promise<PlacedItem[]>;
  applicationNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const COLUMNS = {
  projectId: 'project_id',
  applicationId: 'application_id',
  keyId: 'key_id',
  userSubject: 'user_subject',
  registryId: 'registry_id',
  serverId: 'server_id',
  itemId: 'item_id',
} as const;

/** The store of the graph. */
export function graphStore(orm: Orm): GraphStore {
  const rowsOf = async <Row>(query: SQL): Promise<Row[]> => (await orm.execute(query)) as unknown as Row[];
  return {
    async counts(filter, window, apart) {
      const narrow = Object.entries(COLUMNS).flatMap(([name, column]) => {
        const value = filter[name as keyof typeof COLUMNS];
        return value === null || value === undefined ? [] : [sql`AND ${sql.identifier(column)} = ${value}`];
      });
      const user = apart.users ? sql`user_subject` : sql`''::text`;
      const agent = apart.agents ? sql`agent_name` : sql`''::text`;
      const where = sql.join(narrow, sql` `);
      const rest = (
        from: Date,
        to: Date,
      ): SQL => sql`UNION ALL SELECT application_id, ${user}, ${agent}, item_id, outcome, latency_bucket(latency_us), 1, request_bytes + response_bytes, started_at, started_at
        FROM invocations WHERE started_at >= ${from.toISOString()} AND started_at < ${to.toISOString()} ${where}`;
      const rows = await rowsOf<Record<string, string>>(sql`
        SELECT application_id, user_subject, agent_name, item_id, outcome, bucket, sum(calls) AS calls, sum(bytes) AS bytes, min(first_at) AS first_at, max(last_at) AS last_at FROM (
          SELECT application_id, ${user} AS user_subject, ${agent} AS agent_name, item_id, outcome, bucket, calls, bytes, first_at, last_at
          FROM usage_hours WHERE hour >= ${window.hoursFrom.toISOString()} AND hour < ${window.hoursTo.toISOString()} ${where}
          ${rest(window.since, window.hoursFrom)} ${rest(window.hoursTo, window.until)}
        ) AS parts GROUP BY 1, 2, 3, 4, 5, 6`);
      return rows.map((row) => ({
        applicationId: row['application_id'] ?? '',
        userSubject: row['user_subject'] ?? '',
        agentName: row['agent_name'] ?? '',
        itemId: row['item_id'] ?? '',
        outcome: row['outcome'] ?? '',
        bucket: Number(row['bucket']),
        calls: Number(row['calls']),
        bytes: Number(row['bytes']),
        firstAt: new Date(row['first_at'] ?? 0),
        lastAt: new Date(row['last_at'] ?? 0),
      }));
    },
    async reach({ projectId, applicationId, registryId, serverId, itemId, credentialId }, limit) {
      const only = (column: SQL, value: string | null | undefined): SQL =>
        value === null || value === undefined ? sql`` : sql`AND ${column} = ${value}`;
      const rows = await rowsOf<Record<string, string>>(sql`
        SELECT g.id AS grant_id, g.application_id, i.id AS item_id
        FROM grants g JOIN applications a ON a.id = g.application_id AND a.enabled JOIN registries r ON r.id = g.registry_id AND r.enabled
        JOIN servers s ON s.registry_id = r.id AND s.enabled AND (g.server_ids IS NULL OR s.id = ANY (g.server_ids))
        JOIN items i ON i.server_id = s.id AND i.state = 'enabled' AND (g.item_ids IS NULL OR i.id = ANY (g.item_ids)) AND (NOT g.read_only OR COALESCE(i.read_only_override, i.read_only))
        WHERE true ${only(sql`r.project_id`, projectId)} ${only(sql`g.application_id`, applicationId)} ${only(sql`r.id`, registryId)} ${only(sql`s.id`, serverId)} ${only(sql`i.id`, itemId)} ${only(sql`s.credential_id`, credentialId)}
        ORDER BY g.application_id, i.id LIMIT ${limit}`);
      return rows.map((row) => ({
        grantId: row['grant_id'] ?? '',
        applicationId: row['application_id'] ?? '',
        itemId: row['item_id'] ?? '',
      }));
    },
    async placed(itemIds) {
      if (itemIds.length === 0) return [];
      return rowsOf<PlacedItem>(
        sql`SELECT i.id, i.type, i.name, i.state, s.name AS server, r.name AS registry FROM items i JOIN servers s ON s.id = i.server_id JOIN registries r ON r.id = s.registry_id WHERE i.id IN ${[...itemIds]}`,
      );
    },
    async applicationNames(ids) {
      if (ids.length === 0) return new Map();
      const rows = await rowsOf<{ id: string; name: string }>(sql`SELECT id, name FROM applications WHERE id IN ${[...ids]}`);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  };
}

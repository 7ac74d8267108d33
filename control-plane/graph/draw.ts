import { percentileMs } from './percentiles.ts';
import type { PlacedItem, Reach, UsageCount } from './store.ts';

/** A node of the graph, with the words of the schema in lower case. */
export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly detail: string | null;
  readonly state: string | null;
}

/** An edge of the graph. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'granted' | 'called' | 'blocked';
  readonly calls: number;
  readonly errors: number;
  readonly blocked: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly bytes: number;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
}

const BLOCKED = new Set(['refused', 'blocked']);
const FAILED = new Set(['tool_error', 'upstream_error', 'fault']);

/** Adds counts up to edges: caller to item, and where users or agents are told apart, those to the application before it. */
export function edgesOf(counts: readonly UsageCount[], reach: readonly Reach[]): GraphEdge[] {
  const open = new Map<string, Sum>();
  for (const count of counts) {
    if (count.applicationId === '') continue;
    const kind = BLOCKED.has(count.outcome) ? 'blocked' : 'called';
    if (count.itemId !== '') add(open, count.applicationId, count.itemId, kind, count);
    if (count.userSubject !== '') add(open, userNode(count.userSubject), count.applicationId, kind, count);
    if (count.agentName !== '') add(open, agentNode(count.agentName), count.applicationId, kind, count);
  }
  const edges = [...open.values()].map(finished);
  const called = new Set(edges.map(({ from, to }) => `${from}\0${to}`));
  const granted = new Map(reach.map(({ applicationId, itemId }) => [`${applicationId}\0${itemId}`, { from: applicationId, to: itemId }]));
  for (const [key, { from, to }] of granted) {
    if (!called.has(key))
      edges.push({
        from,
        to,
        kind: 'granted',
        calls: 0,
        errors: 0,
        blocked: 0,
        p50Ms: null,
        p95Ms: null,
        bytes: 0,
        firstAt: null,
        lastAt: null,
      });
  }
  return edges.sort((a, b) => b.calls - a.calls || a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

/** The id of the node of a person. */
export const userNode = (subject: string): string => `user:${subject}`;
/** The id of the node of an agent. */
export const agentNode = (name: string): string => `agent:${name}`;

/** Nodes for the ends of edges; an end that no longer exists is drawn under its id. */
export function nodesOf(edges: readonly GraphEdge[], items: readonly PlacedItem[], applications: ReadonlyMap<string, string>): GraphNode[] {
  const itemById = new Map(items.map((item) => [item.id, item]));
  const ids = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const nodes = [...ids].map((id): GraphNode => {
    const item = itemById.get(id);
    if (item !== undefined)
      return { id, kind: item.type, label: item.name, detail: `${item.registry} / ${item.server}`, state: item.state };
    if (id.startsWith('user:')) return { id, kind: 'user', label: id.slice(5), detail: null, state: null };
    if (id.startsWith('agent:')) return { id, kind: 'agent', label: id.slice(6), detail: null, state: null };
    if (id.startsWith('app_')) return { id, kind: 'application', label: applications.get(id) ?? id, detail: null, state: null };
    return { id, kind: 'tool', label: id, detail: 'no longer there', state: null };
  });
  const rank = (kind: string): number =>
    ['user', 'agent', 'application'].indexOf(kind) + (['user', 'agent', 'application'].includes(kind) ? 0 : 4);
  return nodes.sort(
    (a, b) => rank(a.kind) - rank(b.kind) || (a.detail ?? '').localeCompare(b.detail ?? '') || a.label.localeCompare(b.label),
  );
}

interface Sum {
  readonly from: string;
  readonly to: string;
  readonly kind: 'called' | 'blocked';
  calls: number;
  errors: number;
  bytes: number;
  firstAt: Date;
  lastAt: Date;
  readonly buckets: Map<number, number>;
}

function add(open: Map<string, Sum>, from: string, to: string, kind: 'called' | 'blocked', count: UsageCount): void {
  const key = `${from}\0${to}\0${kind}`;
  const sum = open.get(key) ?? {
    from,
    to,
    kind,
    calls: 0,
    errors: 0,
    bytes: 0,
    firstAt: count.firstAt,
    lastAt: count.lastAt,
    buckets: new Map(),
  };
  open.set(key, sum);
  sum.calls += count.calls;
  sum.bytes += count.bytes;
  if (FAILED.has(count.outcome)) sum.errors += count.calls;
  if (count.firstAt < sum.firstAt) sum.firstAt = count.firstAt;
  if (count.lastAt > sum.lastAt) sum.lastAt = count.lastAt;
  sum.buckets.set(count.bucket, (sum.buckets.get(count.bucket) ?? 0) + count.calls);
}

function finished({ buckets, ...sum }: Sum): GraphEdge {
  return { ...sum, blocked: sum.kind === 'blocked' ? sum.calls : 0, p50Ms: percentileMs(buckets, 0.5), p95Ms: percentileMs(buckets, 0.95) };
}

import { permit } from '../admin-tokens/permissions.ts';
import { BadArgument } from '../services/refusal.ts';
import type { Viewer } from '../services/viewer.ts';
import { edgesOf, nodesOf, type GraphEdge, type GraphNode } from './draw.ts';
import type { GraphStore, ReachFilter, UsageFilter } from './store.ts';
import { windowOf, type Window } from './window.ts';

/** The graph of a window. */
export interface ApplicationGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly calls: number;
  readonly truncated: boolean;
}

/** Whose radius. */
export interface RadiusOf {
  readonly keyId?: string | null | undefined;
  readonly applicationId?: string | null | undefined;
  readonly userSubject?: string | null | undefined;
  readonly itemId?: string | null | undefined;
  readonly credentialId?: string | null | undefined;
}

/** What is asked of the graph. */
export interface GraphQuestion extends Pick<UsageFilter, 'projectId' | 'applicationId' | 'registryId' | 'serverId' | 'itemId'> {
  readonly since?: Date | null | undefined;
  readonly until?: Date | null | undefined;
  readonly includeUsers?: boolean | null | undefined;
  readonly includeAgents?: boolean | null | undefined;
}

/** Who uses what, and what could be taken away. */
export interface GraphService {
  graph(viewer: Viewer, question: GraphQuestion, maxNodes: number): Promise<ApplicationGraph>;
  /** For each grant of an application, the enabled items it allows, apart by whether they were called. */
  advice(viewer: Viewer, applicationId: string, days: number): Promise<{ grantId: string; used: string[]; unused: string[] }[]>;
  radius(
    viewer: Viewer,
    of: RadiusOf,
    days: number,
  ): Promise<{ reachable: string[]; reached: string[]; applications: string[]; truncated: boolean }>;
}

const DAY_MS = 86_400_000;
const MOST_REACH = 20_000;
const MOST_LISTED = 1_000;

/** The service of the graph. `keyApplication` tells whose a key is, null when the viewer may not see it. */
export function graphService(
  store: GraphStore,
  now: () => number,
  keyApplication: (viewer: Viewer, keyId: string) => Promise<string | null>,
): GraphService {
  const lastDays = (days: number): Window => {
    if (!Number.isInteger(days) || days < 1 || days > 365)
      throw new BadArgument(`days: ${days} is out of range; give a whole number from 1 to 365`);
    return windowOf(new Date(now() - days * DAY_MS), new Date(now()));
  };
  /** A viewer limited to a project sees that project and no other; a question about another finds nothing. */
  const within = <Filter extends { projectId?: string | null | undefined }>(viewer: Viewer, filter: Filter): Filter =>
    viewer.projectId === null ? filter : { ...filter, projectId: viewer.projectId };

  return {
    async graph(viewer, question, maxNodes) {
      permit(viewer, 'records.read');
      if (maxNodes < 1 || maxNodes > 2000)
        throw new BadArgument(`maxNodes: ${maxNodes} is out of range; give a whole number from 1 to 2000`);
      if (viewer.projectId !== null && question.projectId != null && question.projectId !== viewer.projectId)
        return { nodes: [], edges: [], calls: 0, truncated: false };
      const until = question.until ?? new Date(now());
      const since = question.since ?? new Date(until.getTime() - 30 * DAY_MS);
      const { projectId, applicationId, registryId, serverId, itemId } = within(viewer, question);
      const filter = { projectId, applicationId, registryId, serverId, itemId };
      const [counts, reach] = await Promise.all([
        store.counts(filter, windowOf(since, until), { users: question.includeUsers === true, agents: question.includeAgents === true }),
        store.reach(filter, MOST_REACH),
      ]);
      const all = edgesOf(counts, reach);
      const kept = busiest(all, maxNodes);
      const ids = [...new Set(kept.edges.flatMap(({ from, to }) => [from, to]))];
      const [items, names] = await Promise.all([
        store.placed(ids.filter((id) => id.startsWith('itm_'))),
        store.applicationNames(ids.filter((id) => id.startsWith('app_'))),
      ]);
      return {
        nodes: nodesOf(kept.edges, items, names),
        edges: kept.edges,
        calls: counts.reduce((sum, { calls }) => sum + calls, 0),
        truncated: kept.truncated || reach.length === MOST_REACH,
      };
    },

    async advice(viewer, applicationId, days) {
      permit(viewer, 'records.read');
      const filter = within<ReachFilter>(viewer, { applicationId });
      const [reach, counts] = await Promise.all([
        store.reach(filter, MOST_REACH),
        store.counts({ applicationId, projectId: filter.projectId }, lastDays(days), { users: false, agents: false }),
      ]);
      const called = new Set(counts.filter(({ outcome }) => outcome !== 'refused').map(({ itemId }) => itemId));
      const byGrant = new Map<string, { grantId: string; used: string[]; unused: string[] }>();
      for (const { grantId, itemId } of reach) {
        const entry = byGrant.get(grantId) ?? { grantId, used: [], unused: [] };
        byGrant.set(grantId, entry);
        (called.has(itemId) ? entry.used : entry.unused).push(itemId);
      }
      return [...byGrant.values()];
    },

    async radius(viewer, of, days) {
      permit(viewer, 'records.read');
      const given = Object.entries(of).filter(([, value]) => value !== null && value !== undefined);
      if (given.length !== 1)
        throw new BadArgument(
          `input: it names ${given.length} things; give exactly one of keyId, applicationId, userSubject, itemId, credentialId`,
        );
      const window = lastDays(days);
      const applicationId = of.keyId == null ? of.applicationId : ((await keyApplication(viewer, of.keyId)) ?? '');
      const usage = within<UsageFilter>(viewer, {
        applicationId: of.applicationId,
        keyId: of.keyId,
        userSubject: of.userSubject,
        itemId: of.itemId,
      });
      const counts = of.credentialId == null ? await store.counts(usage, window, { users: false, agents: false }) : [];
      const reached = unique(counts.filter(({ outcome, itemId }) => outcome !== 'refused' && itemId !== '').map(({ itemId }) => itemId));
      const through = unique(counts.map((count) => count.applicationId).filter((id) => id !== ''));
      const reach =
        of.userSubject == null
          ? await store.reach(within<ReachFilter>(viewer, { applicationId, itemId: of.itemId, credentialId: of.credentialId }), MOST_REACH)
          : (await Promise.all(through.map((id) => store.reach(within<ReachFilter>(viewer, { applicationId: id }), MOST_REACH)))).flat();
      const reachable = unique(reach.map(({ itemId }) => itemId));
      const applications = unique([...through, ...reach.map((entry) => entry.applicationId)]);
      const cut = (ids: string[]): string[] => ids.slice(0, MOST_LISTED);
      return {
        reachable: cut(reachable),
        reached: cut(reached),
        applications: cut(applications),
        truncated: Math.max(reachable.length, reached.length, applications.length) > MOST_LISTED,
      };
    },
  };
}

/** The busiest edges whose ends fit into `maxNodes`. */
function busiest(edges: readonly GraphEdge[], maxNodes: number): { edges: GraphEdge[]; truncated: boolean } {
  const nodes = new Set<string>();
  const kept = edges.filter(({ from, to }) => {
    const fresh = Number(!nodes.has(from)) + Number(!nodes.has(to) && to !== from);
    if (nodes.size + fresh > maxNodes) return false;
    nodes.add(from).add(to);
    return true;
  });
  return { edges: kept, truncated: kept.length < edges.length };
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

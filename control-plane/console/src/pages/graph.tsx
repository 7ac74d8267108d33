import { Picture } from '../graph/picture.tsx';
import type { GraphEdge, GraphNode } from '../graph/layout.ts';
import { Empty, Head, Problem } from '../parts/basics.tsx';
import { brief } from '../format.ts';
import { go, to, type Place } from '../router.ts';
import { useQuery } from '../use-query.ts';

const QUERY = `query ($filter: GraphFilter) { applicationGraph(filter: $filter) { truncated calls nodes { id kind label detail state } edges { from to kind calls errors blocked p50Ms p95Ms lastAt } } applications(first: 100) { nodes { id name } } }`;

interface Data {
  readonly applicationGraph: { truncated: boolean; calls: number; nodes: GraphNode[]; edges: GraphEdge[] };
  readonly applications: { nodes: { id: string; name: string }[] };
}

/** Which applications use which tools, how often, when last, and what was refused. */
export function Graph({ place }: { place: Place }) {
  const application = place.query.get('application') ?? '';
  const hours = place.query.get('hours') ?? '168';
  const users = place.query.get('users') === '1';
  const agents = place.query.get('agents') === '1';
  const since = new Date(Math.floor(Date.now() / 60_000) * 60_000 - Number(hours) * 3_600_000).toISOString();
  const { data, error } = useQuery<Data>(
    QUERY,
    { filter: { ...(application === '' ? {} : { applicationId: application }), since, includeUsers: users, includeAgents: agents } },
    2000,
  );
  const set = (changes: Record<string, string>): void =>
    go(to('graph', [], { application, hours, users: users ? '1' : '', agents: agents ? '1' : '', ...changes }));
  const open = (node: GraphNode): void =>
    go(node.kind === 'APPLICATION' ? to('application', [node.id]) : to('invocations', [], { item: node.id, application }));
  const graph = data?.applicationGraph;
  return (
    <>
      <Head
        title="Application Graph"
        sub={
          graph === undefined
            ? ' '
            : `${brief(graph.calls)} calls in the window${graph.truncated ? '; only the busiest tools are shown' : ''}`
        }
      >
        <select aria-label="Application" value={application} onChange={(event) => set({ application: event.currentTarget.value })}>
          <option value="">All applications</option>
          {data?.applications.nodes.map(({ id, name }) => (
            <option value={id}>{name}</option>
          ))}
        </select>
        <select aria-label="Time" value={hours} onChange={(event) => set({ hours: event.currentTarget.value })}>
          <option value="1">Last hour</option>
          <option value="24">Last day</option>
          <option value="168">Last week</option>
          <option value="720">Last 30 days</option>
        </select>
        <label>
          <input type="checkbox" checked={users} onChange={(event) => set({ users: event.currentTarget.checked ? '1' : '' })} /> users
        </label>
        <label>
          <input type="checkbox" checked={agents} onChange={(event) => set({ agents: event.currentTarget.checked ? '1' : '' })} /> agents
        </label>
      </Head>
      <Problem text={error} />
      <section class="card flush">
        {graph === undefined ? null : graph.nodes.length === 0 ? (
          <Empty title="Nothing to draw yet">An application appears with its first grant, an edge with its first call.</Empty>
        ) : (
          <Picture nodes={graph.nodes} edges={graph.edges} onOpen={open} />
        )}
        <div class="legend">
          <span>
            <i style="border-top-width:4px" />
            called, thicker is more often
          </span>
          <span>
            <i style="border-color:var(--bad)" />
            refused or blocked
          </span>
          <span>
            <i style="border-top-style:dashed" />
            granted, not called
          </span>
        </div>
      </section>
    </>
  );
}

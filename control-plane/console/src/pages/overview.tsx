import { Badge, Empty, Head, Problem, State, When } from '../parts/basics.tsx';
import { count } from '../format.ts';
import { to } from '../router.ts';
import { useQuery } from '../use-query.ts';

const QUERY = `{
  configVersion
  registries(first: 1) { totalCount }
  servers(first: 100) { totalCount nodes { id name enabled registry { id name } itemCounts { discovered enabled disabled quarantined } lastDiscovery { succeeded error at } } }
  applications(first: 1) { totalCount }
  items(state: QUARANTINED, first: 20) { totalCount nodes { id name quarantineReason server { id name } } }
  invocations(filter: { outcomes: [BLOCKED, FAULT, UPSTREAM_ERROR] }, first: 8) { nodes { id startedAt outcome requestedName reason application { name } } }
}`;

interface Data {
  readonly configVersion: string;
  readonly registries: { totalCount: number };
  readonly servers: {
    totalCount: number;
    nodes: {
      id: string;
      name: string;
      enabled: boolean;
      registry: { id: string; name: string };
      itemCounts: Record<string, number>;
      lastDiscovery: { succeeded: boolean; error: string | null; at: string } | null;
    }[];
  };
  readonly applications: { totalCount: number };
  readonly items: {
    totalCount: number;
    nodes: { id: string; name: string; quarantineReason: string | null; server: { id: string; name: string } }[];
  };
  readonly invocations: {
    nodes: {
      id: string;
      startedAt: string;
      outcome: string;
      requestedName: string | null;
      reason: string | null;
      application: { name: string } | null;
    }[];
  };
}

/** What needs attention, and on an empty installation what to do first. */
export function Overview() {
  const { data, error } = useQuery<Data>(QUERY, {}, 5000);
  if (data === null) return <Problem text={error} />;
  const enabled = data.servers.nodes.reduce((sum, { itemCounts }) => sum + (itemCounts['enabled'] ?? 0), 0);
  const waiting = data.servers.nodes.filter(({ itemCounts }) => (itemCounts['discovered'] ?? 0) > 0);
  const unread = data.servers.nodes.filter(({ lastDiscovery }) => lastDiscovery?.succeeded === false);
  return (
    <>
      <Head title="Overview" sub={`Config version ${data.configVersion}`} />
      <Problem text={error} />
      {data.registries.totalCount === 0 && <FirstSteps />}
      <div class="tiles">
        <Tile href={to('registries')} value={data.registries.totalCount} label="registries" />
        <Tile href={to('registries')} value={data.servers.totalCount} label="servers" />
        <Tile href={to('registries')} value={enabled} label="enabled tools, prompts, resources" />
        <Tile href={to('applications')} value={data.applications.totalCount} label="applications" />
        <Tile href={to('overview')} value={data.items.totalCount} label="in quarantine" />
      </div>
      <div class="split">
        <section class="card">
          <h2>Needs attention</h2>
          {data.items.nodes.map((item) => (
            <p>
              <Badge tone="bad">quarantined</Badge>{' '}
              <a href={to('server', [item.server.id])}>
                {item.server.name} / {item.name}
              </a>{' '}
              <span class="dim">{item.quarantineReason}</span>
            </p>
          ))}
          {unread.map((server) => (
            <p>
              <Badge tone="warn">not readable</Badge> <a href={to('server', [server.id])}>{server.name}</a>{' '}
              <span class="dim">{server.lastDiscovery?.error}</span>
            </p>
          ))}
          {waiting.map((server) => (
            <p>
              <Badge tone="accent">{server.itemCounts['discovered']} to review</Badge> <a href={to('server', [server.id])}>{server.name}</a>{' '}
              <span class="dim">in {server.registry.name}</span>
            </p>
          ))}
          {data.items.nodes.length + unread.length + waiting.length === 0 && (
            <p class="dim">Nothing. Every discovered item was decided on, and every server could be read.</p>
          )}
        </section>
        <section class="card">
          <h2>Blocked and broken, newest first</h2>
          {data.invocations.nodes.length === 0 && <p class="dim">No call was blocked and none failed.</p>}
          {data.invocations.nodes.map((row) => (
            <p>
              <State value={row.outcome} /> <a href={to('invocations', [row.id])}>{row.requestedName ?? 'call'}</a>{' '}
              <span class="dim">
                {row.application?.name} {row.reason} <When iso={row.startedAt} />
              </span>
            </p>
          ))}
        </section>
      </div>
    </>
  );
}

function Tile({ href, value, label }: { href: string; value: number; label: string }) {
  return (
    <a class="tile" href={href}>
      <b>{count(value)}</b>
      <span>{label}</span>
    </a>
  );
}

function FirstSteps() {
  return (
    <section class="card">
      <Empty title="Nothing is reachable yet, and that is the default">
        <p>
          1. Make a registry and register an MCP server in it. 2. Discover what it offers and enable what you approve. 3. Make an
          application, give it a key and a grant.
        </p>
        <a class="button" href={to('registries', [], { new: '1' })}>
          Make the first registry
        </a>
      </Empty>
    </section>
  );
}

import { useState } from 'preact/hooks';
import { change } from '../api.ts';
import { Badge, Empty, Field, Head, Problem, When } from '../parts/basics.tsx';
import { explain, FormDialog, text } from '../parts/form.tsx';
import { words } from '../format.ts';
import { go, to, type Place } from '../router.ts';
import { useQuery } from '../use-query.ts';

const QUERY = `query ($id: ID!) { registry(id: $id) { id name enabled revision credentialMode endpointPath endpointUrl refuseAfterSilenceS recordPayloads
  project { id name allowedPrivateTargets policies(first: 50) { nodes { id name } } } policy { id name }
  servers(first: 100) { nodes { id name enabled transport url command era protocolVersion itemCounts { discovered enabled disabled quarantined } lastDiscovery { at succeeded error } } }
  grants(first: 100) { nodes { id readOnly application { id name } } } } }`;

interface Registry {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly revision: number;
  readonly credentialMode: string;
  readonly endpointPath: string;
  readonly endpointUrl: string | null;
  readonly project: { id: string; name: string; policies: { nodes: { id: string; name: string }[] } };
  readonly policy: { id: string; name: string };
  readonly servers: {
    nodes: {
      id: string;
      name: string;
      enabled: boolean;
      transport: string;
      url: string | null;
      command: string[];
      era: string | null;
      protocolVersion: string | null;
      itemCounts: Record<string, number>;
      lastDiscovery: { at: string; succeeded: boolean; error: string | null } | null;
    }[];
  };
  readonly grants: { nodes: { id: string; readOnly: boolean; application: { id: string; name: string } }[] };
}

/** One registry: its servers, its policy, who may use it, and the switch that turns it all off. */
export function RegistryPage({ place }: { place: Place }) {
  const id = place.rest[0] ?? '';
  const { data, error, reload } = useQuery<{ registry: Registry | null }>(QUERY, { id }, 10_000);
  const [isAdding, setAdding] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (data === null) return <Problem text={error} />;
  if (data.registry === null)
    return (
      <Empty title="No such registry">
        It may have been deleted. <a href={to('registries')}>All registries</a>
      </Empty>
    );
  const registry = data.registry;
  const update = (changes: object): Promise<void> =>
    change('updateRegistry', { id, expectedRevision: registry.revision, ...changes }).then(
      () => {
        setProblem(null);
        reload();
      },
      (failure: unknown) => setProblem(explain(failure)),
    );
  return (
    <>
      <Head
        title={registry.name}
        sub={
          <>
            <code>{registry.endpointUrl ?? registry.endpointPath}</code> in {registry.project.name}
          </>
        }
      >
        <button class={registry.enabled ? 'danger' : 'primary'} onClick={() => void update({ enabled: !registry.enabled })}>
          {registry.enabled ? 'Turn off' : 'Turn on'}
        </button>
        <button class="primary" onClick={() => setAdding(true)}>
          Register a server
        </button>
      </Head>
      <Problem text={problem ?? error} />
      {!registry.enabled && <div class="notice warn">This registry is off: nodes refuse every call to it.</div>}
      {isAdding && <NewServer registryId={id} onClose={() => setAdding(false)} />}
      <section class="card flush">
        {registry.servers.nodes.length === 0 ? (
          <Empty title="No server yet">Register an MCP server by its URL. Nothing it offers is reachable until you enable it.</Empty>
        ) : (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Server</th>
                  <th>Address</th>
                  <th>Speaks</th>
                  <th>Offers</th>
                  <th>Last read</th>
                </tr>
              </thead>
              <tbody>
                {registry.servers.nodes.map((server) => (
                  <tr class="link" onClick={() => go(to('server', [server.id]))}>
                    <td>
                      <a href={to('server', [server.id])}>{server.name}</a> {!server.enabled && <Badge tone="bad">off</Badge>}
                    </td>
                    <td class="mono">{server.url ?? server.command.join(' ')}</td>
                    <td>{server.protocolVersion ?? <span class="dim">{words(server.transport)}</span>}</td>
                    <td>
                      <div class="row">
                        <Badge tone="ok">{server.itemCounts['enabled']} enabled</Badge>
                        {(server.itemCounts['discovered'] ?? 0) > 0 && (
                          <Badge tone="accent">{server.itemCounts['discovered']} to review</Badge>
                        )}
                        {(server.itemCounts['quarantined'] ?? 0) > 0 && (
                          <Badge tone="bad">{server.itemCounts['quarantined']} quarantined</Badge>
                        )}
                      </div>
                    </td>
                    <td class="nowrap">
                      <When iso={server.lastDiscovery?.at} />{' '}
                      {server.lastDiscovery?.succeeded === false && (
                        <Badge tone="warn" title={server.lastDiscovery.error ?? ''}>
                          failed
                        </Badge>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <div class="split">
        <section class="card">
          <h2>Rules of this boundary</h2>
          <Field label="Guardrail policy">
            <select value={registry.policy.id} onChange={(event) => void update({ policyId: event.currentTarget.value })}>
              {registry.project.policies.nodes.map((policy) => (
                <option value={policy.id}>{policy.name}</option>
              ))}
            </select>
          </Field>
          <p>
            <a href={to('policy', [registry.policy.id])}>Look at the policy</a>
          </p>
          <p class="dim">Credential mode: {words(registry.credentialMode)}</p>
        </section>
        <section class="card">
          <h2>Who may use it</h2>
          {registry.grants.nodes.length === 0 && <p class="dim">No application. Grants are made on the page of an application.</p>}
          {registry.grants.nodes.map((grant) => (
            <p>
              <a href={to('application', [grant.application.id])}>{grant.application.name}</a> {grant.readOnly && <Badge>read-only</Badge>}
            </p>
          ))}
        </section>
      </div>
    </>
  );
}

function NewServer({ registryId, onClose }: { registryId: string; onClose: () => void }) {
  return (
    <FormDialog
      title="Register a server"
      action="Register and read it"
      onClose={onClose}
      onSubmit={async (form) => {
        const { server } = await change<{ server: { id: string } }>(
          'createServer',
          { registryId, name: text(form, 'name') ?? '', url: text(form, 'url'), transport: text(form, 'transport') },
          'server { id }',
        );
        await change('discoverServer', { id: server.id }).catch(() => undefined);
        go(to('server', [server.id]));
      }}
    >
      <Field label="Name" hint="Prefixes its tools for agents: {name}__{tool}.">
        <input name="name" required autofocus pattern="[a-z0-9]([a-z0-9\-]{0,38}[a-z0-9])?" />
      </Field>
      <Field label="URL" hint="Its MCP endpoint. Addresses in private networks must be allowed on the project first.">
        <input name="url" type="url" required placeholder="https://mcp.example.com/mcp" />
      </Field>
      <Field label="Transport">
        <select name="transport">
          <option value="STREAMABLE_HTTP">Streamable HTTP</option>
          <option value="SSE">HTTP with SSE (2024-11-05)</option>
        </select>
      </Field>
    </FormDialog>
  );
}

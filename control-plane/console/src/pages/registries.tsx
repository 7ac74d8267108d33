import { useState } from 'preact/hooks';
import { ask, change } from '../api.ts';
import { Badge, Empty, Field, Head, Problem } from '../parts/basics.tsx';
import { FormDialog, text } from '../parts/form.tsx';
import { words } from '../format.ts';
import { go, to, type Place } from '../router.ts';
import { useQuery } from '../use-query.ts';

const QUERY = `query ($after: String) { registries(first: 50, after: $after) { totalCount pageInfo { hasNextPage endCursor }
  nodes { id name enabled credentialMode project { name } policy { id name } endpointPath servers(first: 20) { totalCount nodes { id name itemCounts { enabled discovered quarantined } } } } } }`;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly credentialMode: string;
  readonly project: { name: string };
  readonly policy: { id: string; name: string };
  readonly endpointPath: string;
  readonly servers: {
    totalCount: number;
    nodes: { id: string; name: string; itemCounts: { enabled: number; discovered: number; quarantined: number } }[];
  };
}

/** Every trust boundary and what stands in it. */
export function Registries({ place }: { place: Place }) {
  const { data, error, reload } = useQuery<{ registries: { totalCount: number; nodes: Row[] } }>(QUERY);
  const [isMaking, setMaking] = useState(place.query.has('new'));
  const rows = data?.registries.nodes ?? [];
  return (
    <>
      <Head title="Registries" sub="A registry is a trust boundary: the servers in it share a credential mode and a guardrail policy.">
        <button class="primary" onClick={() => setMaking(true)}>
          New registry
        </button>
      </Head>
      <Problem text={error} />
      {isMaking && (
        <NewRegistry
          onClose={() => setMaking(false)}
          onDone={(id) => {
            reload();
            go(to('registry', [id]));
          }}
        />
      )}
      {data !== null && rows.length === 0 && (
        <div class="card">
          <Empty title="No registry yet">Agents reach servers only through a registry. Make one, then register a server in it.</Empty>
        </div>
      )}
      {rows.map((row) => {
        const sum = (key: 'enabled' | 'discovered' | 'quarantined'): number =>
          row.servers.nodes.reduce((total, { itemCounts }) => total + itemCounts[key], 0);
        return (
          <section class="card">
            <div class="row">
              <h2 class="grow">
                <a href={to('registry', [row.id])}>{row.name}</a> <span class="dim">{row.project.name}</span>
              </h2>
              {row.enabled ? <Badge tone="ok">on</Badge> : <Badge tone="bad">off</Badge>}
              <Badge>{words(row.credentialMode)}</Badge>
              <a class="badge" href={to('policy', [row.policy.id])}>
                policy {row.policy.name}
              </a>
            </div>
            <div class="row dim">
              <code>{row.endpointPath}</code> · {row.servers.totalCount} servers · {sum('enabled')} enabled
              {sum('discovered') > 0 && <Badge tone="accent">{sum('discovered')} to review</Badge>}
              {sum('quarantined') > 0 && <Badge tone="bad">{sum('quarantined')} quarantined</Badge>}
            </div>
          </section>
        );
      })}
    </>
  );
}

function NewRegistry({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const { data } = useQuery<{ projects: { nodes: { id: string; name: string }[] } }>('{ projects(first: 100) { nodes { id name } } }');
  const projects = data?.projects.nodes ?? [];
  return (
    <FormDialog
      title="New registry"
      action="Make it"
      onClose={onClose}
      onSubmit={async (form) => {
        const name = text(form, 'name') ?? '';
        const projectId = text(form, 'projectId') ?? (await projectNamed(text(form, 'project') ?? name)).id;
        const { registry } = await change<{ registry: { id: string } }>(
          'createRegistry',
          { projectId, name, credentialMode: text(form, 'mode') },
          'registry { id }',
        );
        onDone(registry.id);
      }}
    >
      <Field label="Name" hint="Lower-case letters, digits and hyphens. It becomes the address /mcp/{name}.">
        <input name="name" required autofocus pattern="[a-z0-9]([a-z0-9\-]{0,38}[a-z0-9])?" />
      </Field>
      {projects.length > 0 ? (
        <Field label="Project" hint="The tenant it belongs to.">
          <select name="projectId">
            {projects.map(({ id, name }) => (
              <option value={id}>{name}</option>
            ))}
          </select>
        </Field>
      ) : (
        <Field label="Project" hint="There is none yet, so this makes one. A project is a tenant: nothing crosses it.">
          <input name="project" value="main" />
        </Field>
      )}
      <Field label="Credential mode" hint="How servers are reached: with one shared secret, the caller's own token, or a token per user.">
        <select name="mode">
          <option value="INTERNAL">internal: one secret per server, held here</option>
          <option value="OAUTH_PASSTHROUGH">OAuth passthrough: the caller's token</option>
          <option value="TOKEN_BROKER">token broker: one token per user, held here</option>
        </select>
      </Field>
    </FormDialog>
  );
}

async function projectNamed(name: string): Promise<{ id: string }> {
  const { project } = await ask<{ project: { id: string } | null }>('query ($name: String) { project(name: $name) { id } }', { name });
  if (project !== null) return project;
  return (await change<{ project: { id: string } }>('createProject', { name }, 'project { id }')).project;
}

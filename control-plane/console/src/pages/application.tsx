import { useState } from 'preact/hooks';
import { change } from '../api.ts';
import { Badge, Dialog, Empty, Field, Head, Problem, Secret, State, When } from '../parts/basics.tsx';
import { explain, FormDialog, text } from '../parts/form.tsx';
import { to, type Place } from '../router.ts';
import { useQuery } from '../use-query.ts';

const QUERY = `query ($id: ID!) { application(id: $id) { id name type owner enabled revision project { id name registries(first: 100) { nodes { id name endpointPath } } }
  keys(first: 100) { nodes { id name prefix state createdAt expiresAt lastUsedAt } }
  grants(first: 100) { nodes { id readOnly registry { id name } servers { id name } items { id name } } } } }`;

interface Application {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly enabled: boolean;
  readonly revision: number;
  readonly project: { name: string; registries: { nodes: { id: string; name: string; endpointPath: string }[] } };
  readonly keys: {
    nodes: {
      id: string;
      name: string;
      prefix: string;
      state: string;
      createdAt: string;
      expiresAt: string | null;
      lastUsedAt: string | null;
    }[];
  };
  readonly grants: {
    nodes: {
      id: string;
      readOnly: boolean;
      registry: { id: string; name: string };
      servers: { name: string }[] | null;
      items: { name: string }[] | null;
    }[];
  };
}

/** One application: its keys, shown once, and what it may use. */
export function ApplicationPage({ place }: { place: Place }) {
  const id = place.rest[0] ?? '';
  const { data, error, reload } = useQuery<{ application: Application | null }>(QUERY, { id }, 10_000);
  const [secret, setSecret] = useState<string | null>(null);
  const [asking, setAsking] = useState<'key' | 'grant' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  if (data === null) return <Problem text={error} />;
  if (data.application === null)
    return (
      <Empty title="No such application">
        <a href={to('applications')}>All applications</a>
      </Empty>
    );
  const application = data.application;
  const run = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => {
        setProblem(null);
        reload();
      },
      (failure: unknown) => setProblem(explain(failure)),
    );
  return (
    <>
      <Head
        title={application.name}
        sub={
          <>
            {application.project.name} {application.owner !== null && `· answers for it: ${application.owner}`}
          </>
        }
      >
        <a class="button" href={to('graph', [], { application: id })}>
          Graph
        </a>
        <a class="button" href={to('invocations', [], { application: id })}>
          Calls
        </a>
        <button
          class={application.enabled ? 'danger' : 'primary'}
          onClick={() =>
            void run(change('updateApplication', { id, expectedRevision: application.revision, enabled: !application.enabled }))
          }
        >
          {application.enabled ? 'Turn off' : 'Turn on'}
        </button>
      </Head>
      <Problem text={problem ?? error} />
      {!application.enabled && <div class="notice warn">This application is off: none of its keys works.</div>}
      {asking === 'key' && (
        <FormDialog
          title="New key"
          action="Make it"
          onClose={() => setAsking(null)}
          onSubmit={async (form) => {
            const days = Number(text(form, 'days') ?? '0');
            const made = await change<{ secret: string }>(
              'createApplicationKey',
              {
                applicationId: id,
                name: text(form, 'name') ?? '',
                ...(days > 0 ? { expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() } : {}),
              },
              'secret',
            );
            setAsking(null);
            setSecret(made.secret);
            reload();
          }}
        >
          <Field label="Name" hint="Where it is used, such as “ci runner”.">
            <input name="name" required autofocus />
          </Field>
          <Field label="Days until it expires" hint="Empty: never.">
            <input name="days" type="number" min="1" max="3650" />
          </Field>
        </FormDialog>
      )}
      {asking === 'grant' && (
        <FormDialog
          title="New grant"
          action="Grant"
          onClose={() => setAsking(null)}
          onSubmit={async (form) => {
            await change('createGrant', {
              applicationId: id,
              registryId: text(form, 'registryId'),
              readOnly: form.get('readOnly') === 'on',
            });
            setAsking(null);
            reload();
          }}
        >
          <Field label="Registry" hint="Everything enabled in it, now and later; narrower grants can be made over GraphQL.">
            <select name="registryId">
              {application.project.registries.nodes.map((registry) => (
                <option value={registry.id}>{registry.name}</option>
              ))}
            </select>
          </Field>
          <p>
            <label>
              <input type="checkbox" name="readOnly" /> only tools that are read-only as approved
            </label>
          </p>
        </FormDialog>
      )}
      {secret !== null && (
        <Dialog title="The new key" onClose={() => setSecret(null)}>
          <Secret value={secret} what="key" />
          <div class="row end">
            <button class="primary" onClick={() => setSecret(null)}>
              I have it
            </button>
          </div>
        </Dialog>
      )}
      <section class="card flush">
        <div class="row" style="padding:12px 14px">
          <h2 class="grow">Keys</h2>
          <button class="primary" onClick={() => setAsking('key')}>
            New key
          </button>
        </div>
        {application.keys.nodes.length === 0 ? (
          <Empty title="No key yet">An agent sends its key as bearer token.</Empty>
        ) : (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Name</th>
                  <th>Begins with</th>
                  <th>State</th>
                  <th>Made</th>
                  <th>Expires</th>
                  <th>Last used</th>
                  <th></th>
                </tr>
              </thead>
              <tbody>
                {application.keys.nodes.map((key) => (
                  <tr>
                    <td>{key.name}</td>
                    <td class="mono">{key.prefix}…</td>
                    <td>
                      <State value={key.state} />
                    </td>
                    <td>
                      <When iso={key.createdAt} />
                    </td>
                    <td>{key.expiresAt === null ? <span class="dim">never</span> : <When iso={key.expiresAt} />}</td>
                    <td>
                      <When iso={key.lastUsedAt} />
                    </td>
                    <td>
                      {key.state === 'ACTIVE' && (
                        <button
                          class="danger"
                          onClick={() =>
                            void (
                              confirm(`Revoke “${key.name}”? Calls with it are refused at once.`) &&
                              run(change('revokeApplicationKey', { id: key.id }))
                            )
                          }
                        >
                          Revoke
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section class="card flush">
        <div class="row" style="padding:12px 14px">
          <h2 class="grow">May use</h2>
          <button class="primary" disabled={application.project.registries.nodes.length === 0} onClick={() => setAsking('grant')}>
            New grant
          </button>
        </div>
        {application.grants.nodes.length === 0 ? (
          <Empty title="Nothing">Without a grant every tool is unknown to it.</Empty>
        ) : (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Registry</th>
                  <th>Narrowed to</th>
                  <th></th>
                  <th></th>
                </tr>
              </thead>
              <tbody>
                {application.grants.nodes.map((grant) => (
                  <tr>
                    <td>
                      <a href={to('registry', [grant.registry.id])}>{grant.registry.name}</a>
                    </td>
                    <td>
                      {[...(grant.servers ?? []), ...(grant.items ?? [])].map(({ name }) => name).join(', ') || (
                        <span class="dim">all that is enabled</span>
                      )}
                    </td>
                    <td>{grant.readOnly && <Badge>read-only</Badge>}</td>
                    <td>
                      <button class="danger" onClick={() => void run(change('revokeGrant', { id: grant.id }))}>
                        Revoke
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}

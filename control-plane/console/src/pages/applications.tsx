import { useState } from 'preact/hooks';
import { change } from '../api.ts';
import { Badge, Empty, Field, Head, Problem } from '../parts/basics.tsx';
import { FormDialog, text } from '../parts/form.tsx';
import { words } from '../format.ts';
import { go, to } from '../router.ts';
import { useQuery } from '../use-query.ts';

const QUERY = `{ applications(first: 100) { nodes { id name type owner enabled project { name } keys(first: 20) { nodes { state lastUsedAt } } grants(first: 20) { totalCount } } } projects(first: 100) { nodes { id name } } }`;

interface Data {
  readonly applications: {
    nodes: {
      id: string;
      name: string;
      type: string;
      owner: string | null;
      enabled: boolean;
      project: { name: string };
      keys: { nodes: { state: string; lastUsedAt: string | null }[] };
      grants: { totalCount: number };
    }[];
  };
  readonly projects: { nodes: { id: string; name: string }[] };
}

/** What calls: every application, its keys and grants in numbers. */
export function Applications() {
  const { data, error } = useQuery<Data>(QUERY);
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <Head title="Applications" sub="Every call is tied to the key that made it, and every key to an application.">
        <button class="primary" disabled={data === null || data.projects.nodes.length === 0} onClick={() => setMaking(true)}>
          New application
        </button>
      </Head>
      <Problem text={error} />
      {isMaking && data !== null && (
        <FormDialog
          title="New application"
          action="Make it"
          onClose={() => setMaking(false)}
          onSubmit={async (form) => {
            const { application } = await change<{ application: { id: string } }>(
              'createApplication',
              { projectId: text(form, 'projectId'), name: text(form, 'name') ?? '', type: text(form, 'type'), owner: text(form, 'owner') },
              'application { id }',
            );
            go(to('application', [application.id]));
          }}
        >
          <Field label="Name">
            <input name="name" required autofocus />
          </Field>
          <Field label="Kind">
            <select name="type">
              {['AGENT', 'IDE', 'SERVICE', 'OTHER'].map((type) => (
                <option value={type}>{words(type)}</option>
              ))}
            </select>
          </Field>
          <Field label="Owner" hint="Who answers for it: a team or a mail address.">
            <input name="owner" />
          </Field>
          <Field label="Project">
            <select name="projectId">
              {data.projects.nodes.map(({ id, name }) => (
                <option value={id}>{name}</option>
              ))}
            </select>
          </Field>
        </FormDialog>
      )}
      <section class="card flush">
        {data?.applications.nodes.length === 0 ? (
          <Empty title="No application yet">
            {data.projects.nodes.length === 0
              ? 'Make a registry first; it brings a project with it.'
              : 'Make one for each agent or program that calls, so that the record can tell them apart.'}
          </Empty>
        ) : (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Application</th>
                  <th>Kind</th>
                  <th>Owner</th>
                  <th>Project</th>
                  <th class="num">Keys that work</th>
                  <th class="num">Grants</th>
                </tr>
              </thead>
              <tbody>
                {data?.applications.nodes.map((row) => (
                  <tr class="link" onClick={() => go(to('application', [row.id]))}>
                    <td>
                      <a href={to('application', [row.id])}>{row.name}</a> {!row.enabled && <Badge tone="bad">off</Badge>}
                    </td>
                    <td>{words(row.type)}</td>
                    <td>{row.owner}</td>
                    <td>{row.project.name}</td>
                    <td class="num">{row.keys.nodes.filter(({ state }) => state === 'ACTIVE').length}</td>
                    <td class="num">{row.grants.totalCount}</td>
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

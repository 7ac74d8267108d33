import { useState } from 'preact/hooks';
import { change } from '../api.ts';
import { Badge, Empty, Field, Head, Problem } from '../parts/basics.tsx';
import { FormDialog, text } from '../parts/form.tsx';
import { go, to } from '../router.ts';
import { useQuery } from '../use-query.ts';

const QUERY = `{ policies(first: 100) { nodes { id name description isDefault project { name } rules { id mode } registries(first: 20) { totalCount } } } projects(first: 100) { nodes { id name } } }`;

interface Data {
  readonly policies: {
    nodes: {
      id: string;
      name: string;
      description: string | null;
      isDefault: boolean;
      project: { name: string };
      rules: { id: string; mode: string }[];
      registries: { totalCount: number };
    }[];
  };
  readonly projects: { nodes: { id: string; name: string }[] };
}

/** Every guardrail policy. */
export function Policies() {
  const { data, error } = useQuery<Data>(QUERY);
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <Head title="Guardrails" sub="A policy says what is looked for in requests and answers, and what happens when it is found.">
        <button class="primary" disabled={data === null || data.projects.nodes.length === 0} onClick={() => setMaking(true)}>
          New policy
        </button>
      </Head>
      <Problem text={error} />
      {isMaking && data !== null && (
        <FormDialog
          title="New policy"
          action="Make it"
          onClose={() => setMaking(false)}
          onSubmit={async (form) => {
            const { policy } = await change<{ policy: { id: string } }>(
              'createPolicy',
              { projectId: text(form, 'projectId'), name: text(form, 'name') ?? '', description: text(form, 'description') },
              'policy { id }',
            );
            go(to('policy', [policy.id]));
          }}
        >
          <Field label="Name">
            <input name="name" required autofocus />
          </Field>
          <Field label="What it is for">
            <input name="description" />
          </Field>
          <Field label="Project" hint="It starts with the default rules.">
            <select name="projectId">
              {data.projects.nodes.map(({ id, name }) => (
                <option value={id}>{name}</option>
              ))}
            </select>
          </Field>
        </FormDialog>
      )}
      {data?.policies.nodes.length === 0 && (
        <div class="card">
          <Empty title="No policy yet">Each project gets a default policy with sensible rules when it is made.</Empty>
        </div>
      )}
      {data?.policies.nodes.map((policy) => (
        <section class="card">
          <div class="row">
            <h2 class="grow">
              <a href={to('policy', [policy.id])}>{policy.name}</a> <span class="dim">{policy.project.name}</span>
            </h2>
            {policy.isDefault && <Badge tone="accent">default</Badge>}
            <Badge>{policy.rules.filter(({ mode }) => mode === 'ENFORCE').length} enforced</Badge>
            <Badge>{policy.rules.filter(({ mode }) => mode === 'MONITOR').length} monitored</Badge>
            <Badge>{policy.registries.totalCount} registries</Badge>
          </div>
          {policy.description !== null && <div class="dim">{policy.description}</div>}
        </section>
      ))}
    </>
  );
}

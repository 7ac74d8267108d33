import { useState } from 'preact/hooks';
import { change } from '../api.ts';
import { Dialog, Field, Head, Problem, Secret, State, When } from '../parts/basics.tsx';
import { explain, FormDialog, text } from '../parts/form.tsx';
import { words } from '../format.ts';
import { useQuery } from '../use-query.ts';

const QUERY =
  '{ adminTokens(first: 100) { nodes { id name role project { name } prefix state createdBy createdAt expiresAt lastUsedAt } } }';

/** Who may use this API: tokens for people and automation. */
export function Tokens() {
  const { data, error, reload } = useQuery<{
    adminTokens: {
      nodes: {
        id: string;
        name: string;
        role: string;
        project: { name: string } | null;
        prefix: string;
        state: string;
        createdBy: string;
        createdAt: string;
        expiresAt: string | null;
        lastUsedAt: string | null;
      }[];
    };
  }>(QUERY);
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <Head title="Admin tokens" sub="For people, scripts and auditors. Stored as hashes.">
        <button class="primary" onClick={() => setMaking(true)}>
          New token
        </button>
      </Head>
      <Problem text={problem ?? error} />
      {isMaking && (
        <FormDialog
          title="New token"
          action="Make it"
          onClose={() => setMaking(false)}
          onSubmit={async (form) => {
            const made = await change<{ secret: string }>(
              'createAdminToken',
              { name: text(form, 'name') ?? '', role: text(form, 'role') },
              'secret',
            );
            setMaking(false);
            setSecret(made.secret);
            reload();
          }}
        >
          <Field label="Name">
            <input name="name" required autofocus />
          </Field>
          <Field
            label="Role"
            hint="Viewers read; operators run servers, tools and applications; admins do everything; auditors read and see recorded payloads."
          >
            <select name="role">
              {['VIEWER', 'OPERATOR', 'ADMIN', 'AUDITOR'].map((role) => (
                <option value={role}>{words(role)}</option>
              ))}
            </select>
          </Field>
        </FormDialog>
      )}
      {secret !== null && (
        <Dialog title="The new token" onClose={() => setSecret(null)}>
          <Secret value={secret} what="token" />
          <div class="row end">
            <button class="primary" onClick={() => setSecret(null)}>
              I have it
            </button>
          </div>
        </Dialog>
      )}
      <section class="card flush">
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>Name</th>
                <th>Role</th>
                <th>Project</th>
                <th>Begins with</th>
                <th>State</th>
                <th>Made</th>
                <th>Last used</th>
                <th></th>
              </tr>
            </thead>
            <tbody>
              {data?.adminTokens.nodes.map((token) => (
                <tr>
                  <td>{token.name}</td>
                  <td>{words(token.role)}</td>
                  <td>{token.project?.name ?? <span class="dim">all</span>}</td>
                  <td class="mono">{token.prefix}…</td>
                  <td>
                    <State value={token.state} />
                  </td>
                  <td>
                    <When iso={token.createdAt} /> by {token.createdBy}
                  </td>
                  <td>
                    <When iso={token.lastUsedAt} />
                  </td>
                  <td>
                    {token.state === 'ACTIVE' && (
                      <button
                        class="danger"
                        onClick={() =>
                          void (
                            confirm(`Revoke “${token.name}”?`) &&
                            change('revokeAdminToken', { id: token.id }).then(
                              () => {
                                setProblem(null);
                                reload();
                              },
                              (failure: unknown) => setProblem(explain(failure)),
                            )
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
      </section>
    </>
  );
}

import { useState } from 'preact/hooks';
import { Drawer, Empty, Head, Problem, When } from '../parts/basics.tsx';
import { at, words } from '../format.ts';
import { go, to, type Place } from '../router.ts';
import { useQuery } from '../use-query.ts';

const QUERY = `query ($after: String) { auditEntries(first: 50, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id at actorName role action kind objectId objectName before after requestId configVersion } } }`;

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly actorName: string;
  readonly role: string;
  readonly action: string;
  readonly kind: string;
  readonly objectId: string;
  readonly objectName: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string;
  readonly configVersion: string;
}

/** Every administrative change: who, what, before and after. */
export function Audit({ place }: { place: Place }) {
  const { data, error } = useQuery<{
    auditEntries: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: Entry[] };
  }>(QUERY, { after: place.query.get('after') ?? undefined });
  const [open, setOpen] = useState<Entry | null>(null);
  return (
    <>
      <Head title="Audit" sub="Every change anyone made, stored in the same transaction as the change." />
      <Problem text={error} />
      <section class="card flush">
        {data?.auditEntries.nodes.length === 0 ? (
          <Empty title="No change yet" />
        ) : (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>When</th>
                  <th>Who</th>
                  <th>Did</th>
                  <th>To</th>
                  <th class="num">Config version</th>
                </tr>
              </thead>
              <tbody>
                {data?.auditEntries.nodes.map((entry) => (
                  <tr class="link" onClick={() => setOpen(entry)}>
                    <td class="nowrap">
                      <When iso={entry.at} />
                    </td>
                    <td>
                      {entry.actorName} <span class="dim">({words(entry.role)})</span>
                    </td>
                    <td>
                      <button class="plain" onClick={() => setOpen(entry)}>
                        {entry.action}
                      </button>
                    </td>
                    <td>
                      {entry.kind} {entry.objectName ?? <span class="mono">{entry.objectId}</span>}
                    </td>
                    <td class="num">{entry.configVersion}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {data?.auditEntries.pageInfo.hasNextPage === true && (
        <button onClick={() => go(to('audit', [], { after: data.auditEntries.pageInfo.endCursor ?? undefined }))}>Older changes</button>
      )}
      {open !== null && (
        <Drawer title={`${open.action} ${open.objectName ?? open.objectId}`} onClose={() => setOpen(null)}>
          <dl class="facts">
            <dt>When</dt>
            <dd>{at(open.at)}</dd>
            <dt>Who</dt>
            <dd>{open.actorName}</dd>
            <dt>Request</dt>
            <dd class="mono">{open.requestId}</dd>
            <dt>Object</dt>
            <dd class="mono">{open.objectId}</dd>
          </dl>
          <h2>Before</h2>
          <pre class="card">{JSON.stringify(open.before, null, 2) ?? '-'}</pre>
          <h2>After</h2>
          <pre class="card">{JSON.stringify(open.after, null, 2) ?? '-'}</pre>
        </Drawer>
      )}
    </>
  );
}

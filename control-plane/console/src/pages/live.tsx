import { useRef } from 'preact/hooks';
import { Empty, Head, Problem } from '../parts/basics.tsx';
import { useQuery } from '../use-query.ts';
import { Calls, ROW, type Row } from './invocations.tsx';

/** Calls as they happen, newest first. */
export function Live() {
  const { data, error } = useQuery<{ invocations: { nodes: Row[] } }>(`{ invocations(first: 30) { nodes { ${ROW} } } }`, {}, 1000);
  const seen = useRef<Set<string> | null>(null);
  const rows = data?.invocations.nodes ?? [];
  const fresh = new Set(seen.current === null ? [] : rows.filter(({ id }) => seen.current?.has(id) !== true).map(({ id }) => id));
  if (data !== null) seen.current = new Set(rows.map(({ id }) => id));
  return (
    <>
      <Head title="Live feed" sub="The last calls through any node, as they come in." />
      <Problem text={error} />
      <section class="card flush">
        {data !== null && rows.length === 0 ? (
          <Empty title="Quiet">No call yet. Run “npm run demo” to see some.</Empty>
        ) : (
          <Calls rows={rows} fresh={fresh} />
        )}
      </section>
    </>
  );
}

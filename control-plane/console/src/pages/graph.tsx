import { Empty, Head } from '../parts/basics.tsx';

/** Placeholder until the graph query is in the schema. */
export function Graph() {
  return (
    <>
      <Head title="Application Graph" />
      <Empty title="Not here yet" />
    </>
  );
}

import type { Page } from '../../services/page.ts';

/** The fields every connection has, over a page as services give it. */
export const connection = {
  edges: <Row>(page: Page<Row>) => page.entries.map(({ row, cursor }) => ({ node: row, cursor })),
  nodes: <Row>(page: Page<Row>) => page.entries.map(({ row }) => row),
  pageInfo: <Row>(page: Page<Row>) => ({
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: page.entries[0]?.cursor ?? null,
    endCursor: page.entries.at(-1)?.cursor ?? null,
  }),
  totalCount: <Row>(page: Page<Row>) => page.total(),
};

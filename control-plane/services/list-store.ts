import { and, count, getTableColumns, inArray, lte, sql } from 'drizzle-orm';
import type { InferSelectModel, SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { encodeCursor, pageRequest } from './page.ts';
import type { Page, PageArgs, PageRequest } from './page.ts';
import { BadArgument } from './refusal.ts';
import type { Orm } from './transaction.ts';

/** How a table is listed. */
export interface ListShape {
  /** The last column makes the order total. */
  readonly order: readonly PgColumn[];
  readonly descending?: boolean;
  /** Totals stop counting here; null: never. */
  readonly countUpTo?: number;
}

/** Reads pages of a table by keyset: as fast at the end of a list as at its start. */
export interface ListStore<Row> {
  /** One page of the rows that `where` lets through. */
  page(where: SQL | undefined, args: PageArgs): Promise<Page<Row>>;
  /** The same page of several parents' lists at once, in one statement; in the order of `parentIds`. */
  pages(parent: PgColumn, parentIds: readonly string[], where: SQL | undefined, args: PageArgs): Promise<Page<Row>[]>;
}

/** A reader for one table. */
export function listStore<T extends PgTable>(orm: Orm, table: T, shape: ListShape): ListStore<InferSelectModel<T>> {
  type Row = InferSelectModel<T>;
  const from = (request: PageRequest): SQL | undefined => {
    if (request.after === null) return undefined;
    const values = shape.order.map((column, index) => sql`${sql.param(bound(column, request.after?.[index] ?? ''), column)}`);
    return sql`(${sql.join(
      shape.order.map((column) => sql`${column}`),
      sql`, `,
    )}) ${sql.raw(shape.descending === true ? '<' : '>')} (${sql.join(values, sql`, `)})`;
  };
  const ordering = shape.order.map((column) => (shape.descending === true ? sql`${column} DESC` : sql`${column} ASC`));
  const columns = getTableColumns(table) as unknown as Record<string, PgColumn>;
  const keys = Object.entries(columns);
  const cursorOf = (row: Row): string =>
    encodeCursor(
      shape.order.map((column) => {
        const name = keys.find(([, candidate]) => candidate === column)?.[0] ?? '';
        const value = (row as Record<string, unknown>)[name];
        return value instanceof Date ? value.toISOString() : String(value);
      }),
    );
  const asPage = (rows: readonly Row[], request: PageRequest, total: () => Promise<number>): Page<Row> => ({
    entries: rows.slice(0, request.first).map((row) => ({ row, cursor: cursorOf(row) })),
    hasNextPage: rows.length > request.first,
    hasPreviousPage: request.after !== null,
    total,
  });
  const capped = async (where: SQL | undefined): Promise<number> => {
    const limit = shape.countUpTo;
    if (limit === undefined)
      return (
        (
          await orm
            .select({ total: count() })
            .from(table as PgTable)
            .where(where)
        )[0]?.total ?? 0
      );
    const some = orm
      .select({ one: sql`1`.as('one') })
      .from(table as PgTable)
      .where(where)
      .limit(limit)
      .as('some');
    return (await orm.select({ total: count() }).from(some))[0]?.total ?? 0;
  };
  return {
    async page(where, args) {
      const request = pageRequest(args, shape.order.length);
      const rows = await orm
        .select()
        .from(table as PgTable)
        .where(and(where, from(request)))
        .orderBy(...ordering)
        .limit(request.first + 1);
      return asPage(rows as Row[], request, () => capped(where));
    },
    async pages(parent, parentIds, where, args) {
      const request = pageRequest(args, shape.order.length);
      const parentKey = keys.find(([, candidate]) => candidate === parent)?.[0] ?? '';
      const place = sql<number>`row_number() OVER (PARTITION BY ${parent} ORDER BY ${sql.join(ordering, sql`, `)})`
        .mapWith(Number)
        .as('place');
      const ranked = orm
        .select({ ...columns, place } as unknown as Record<string, PgColumn>)
        .from(table as PgTable)
        .where(and(inArray(parent, [...parentIds]), where, from(request)))
        .as('ranked');
      const position = ranked['place'] as PgColumn;
      const rows = (await orm
        .select()
        .from(ranked)
        .where(lte(position, request.first + 1))
        .orderBy(position)) as unknown as Row[];
      const byParent = groupedBy(rows, parentKey);
      let counts: Promise<Map<string, number>> | null = null;
      const countAll = async (): Promise<Map<string, number>> => {
        const found = await orm
          .select({ parent: sql<string>`${parent}`, total: count() })
          .from(table as PgTable)
          .where(and(inArray(parent, [...parentIds]), where))
          .groupBy(parent);
        return new Map(found.map((row) => [row.parent, row.total]));
      };
      return parentIds.map((id) => asPage(byParent.get(id) ?? [], request, async () => (await (counts ??= countAll())).get(id) ?? 0));
    },
  };
}

function bound(column: PgColumn, value: string): unknown {
  if (column.dataType !== 'date') return value;
  const time = new Date(value);
  if (Number.isNaN(time.getTime()))
    throw new BadArgument('after: this is not a cursor of this list; pass an "endCursor" or "cursor" that the same list gave');
  return time;
}

function groupedBy<Row>(rows: readonly Row[], key: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = String((row as Record<string, unknown>)[key]);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return groups;
}

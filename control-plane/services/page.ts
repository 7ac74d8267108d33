import { BadArgument } from './refusal.ts';

/** Where in a list to start and how far to go, as GraphQL gives it. */
export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** One page of a list. */
export interface Page<Row> {
  readonly entries: readonly { readonly row: Row; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Counts the whole list; asked only when somebody wants to know. */
  total(): Promise<number>;
}

/** Page arguments that were checked. */
export interface PageRequest {
  readonly first: number;
  /** Values of the order's columns of the entry to start after; null: from the start. */
  readonly after: readonly string[] | null;
}

/** Most entries on one page. */
export const MAX_PAGE = 500;
const DEFAULT_PAGE = 50;

/** Checks page arguments. Throws: BadArgument that names the argument. */
export function pageRequest(args: PageArgs, columns: number): PageRequest {
  const first = args.first ?? DEFAULT_PAGE;
  if (first < 0 || first > MAX_PAGE)
    throw new BadArgument(`first: ${first} is out of range; ask for 0 to ${MAX_PAGE} entries and go on with "after"`);
  return { first, after: args.after === null || args.after === undefined ? null : decodeCursor(args.after, columns) };
}

/** A cursor that holds the order's values of an entry. Opaque to clients, not secret. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

function decodeCursor(cursor: string, columns: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor.slice(0, 4096), 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === columns && values.every((value) => typeof value === 'string' && !value.includes('\0')))
      return values as string[];
  } catch {
    // The same answer as for a cursor of another list.
  }
  throw new BadArgument('after: this is not a cursor of this list; pass an "endCursor" or "cursor" that the same list gave');
}

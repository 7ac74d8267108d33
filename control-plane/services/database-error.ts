/** What a failed statement tells, wherever the driver or Drizzle hid it. */
export interface DatabaseErrorFacts {
  /** SQLSTATE, or the driver's own code such as CONNECTION_CLOSED. */
  readonly code: string;
  readonly constraint: string;
  readonly detail: string;
}

/** Finds the database's own error behind what was thrown. Null when it is no database error. */
export function databaseErrorOf(error: unknown): DatabaseErrorFacts | null {
  for (let depth = 0, current = error; depth < 5 && current instanceof Error; depth += 1, current = current.cause) {
    const { code, constraint_name: constraint, detail } = current as { code?: unknown; constraint_name?: string; detail?: string };
    if (typeof code === 'string' && (current.name === 'PostgresError' || UNREACHABLE.has(code))) {
      return { code, constraint: constraint ?? '', detail: detail ?? '' };
    }
    if (current instanceof AggregateError && current.errors.length > 0) return databaseErrorOf(current.errors[0]);
  }
  return null;
}

/** Whether the statement failed because there is no database to answer it. */
export function isUnavailable({ code }: DatabaseErrorFacts): boolean {
  return UNREACHABLE.has(code) || code.startsWith('08') || code.startsWith('57P') || code === '53300';
}

/** Whether the same transaction may succeed when it is run again. */
export function isWorthRepeating({ code }: DatabaseErrorFacts): boolean {
  return code === '40001' || code === '40P01';
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
]);

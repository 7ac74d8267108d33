import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from '../../data-plane/lib/log.ts';
import { databaseErrorOf, isUnavailable } from '../services/database-error.ts';
import { BadArgument, Forbidden, Refusal } from '../services/refusal.ts';

/** What an error becomes on the wire. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  /** HTTP status of the whole response, where it is not 200. */
  readonly status: number | null;
}

/**
 * The one table from what was thrown to what the client reads.
 *
 * | Thrown | code | HTTP |
 * |---|---|---|
 * | Forbidden | FORBIDDEN | 200 |
 * | BadArgument, text the database cannot hold | BAD_USER_INPUT | 200 |
 * | Refusal a field does not foresee | REFUSED | 200 |
 * | no database | SERVICE_UNAVAILABLE | 503 |
 * | GraphQLError (syntax, validation, limits) | its own | its own |
 * | anything else | INTERNAL_SERVER_ERROR: the request id and nothing else | 200 |
 */
export function answerTo(error: unknown, requestId: string): ErrorAnswer {
  if (error instanceof Forbidden) return { code: 'FORBIDDEN', message: error.message, status: null };
  if (error instanceof BadArgument) return { code: 'BAD_USER_INPUT', message: error.message, status: null };
  if (error instanceof Refusal) return { code: 'REFUSED', message: error.message, status: null };
  const facts = databaseErrorOf(error);
  if (facts !== null && isUnavailable(facts)) {
    return {
      code: 'SERVICE_UNAVAILABLE',
      message: 'the database cannot be reached; nothing was changed; try again once it is back',
      status: 503,
    };
  }
  if (facts !== null && UNSTORABLE.has(facts.code)) {
    return { code: 'BAD_USER_INPUT', message: 'an argument holds characters or numbers that cannot be stored, such as NUL', status: null };
  }
  if (error instanceof GraphQLError && (error.originalError === undefined || error.originalError instanceof GraphQLError)) {
    const { code } = error.extensions;
    return { code: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR', message: error.message, status: null };
  }
  return { code: 'INTERNAL_SERVER_ERROR', message: `internal error; the log has the reason under request id ${requestId}`, status: null };
}

/** Makes every error on its way out into the table's answer. Faults are logged here, whole; clients get no stack and no cause. */
export function errorFormatter(log: Log, currentRequestId: () => string) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const thrown = unwrapResolverError(error);
    const requestId = currentRequestId();
    const answer = answerTo(thrown, requestId);
    if (answer.code === 'INTERNAL_SERVER_ERROR') log.error({ err: thrown, requestId, path: formatted.path }, 'a GraphQL field failed');
    return {
      message: answer.message,
      ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
      extensions: { code: answer.code, requestId },
    };
  };
}

const UNSTORABLE: ReadonlySet<string> = new Set(['22021', '22P02', '22P05', '22003']);

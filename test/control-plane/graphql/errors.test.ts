import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { answerTo, errorFormatter } from '../../../control-plane/graphql/errors.ts';
import { BadArgument, Forbidden, notFound } from '../../../control-plane/services/refusal.ts';
import { recordedLog } from '../../support/recorded-log.ts';

/** As the driver throws it, inside what Drizzle throws. */
function fromDatabase(code: string, extra: object = {}): Error {
  const inner = Object.assign(new Error('password authentication failed for user "secret"'), { name: 'PostgresError', code, ...extra });
  return new Error('Failed query: select * from "applications" where hash = $1', { cause: inner });
}

describe('errors on their way out of GraphQL (pinned)', () => {
  it.each([
    [new Forbidden('needs a role'), 'FORBIDDEN', 'needs a role', null],
    [new BadArgument('first: too many'), 'BAD_USER_INPUT', 'first: too many', null],
    [notFound('Server', 'srv_x'), 'REFUSED', 'there is no Server with the id "srv_x" that this token may see', null],
    [
      new GraphQLError('Syntax Error: here', { extensions: { code: 'GRAPHQL_PARSE_FAILED' } }),
      'GRAPHQL_PARSE_FAILED',
      'Syntax Error: here',
      null,
    ],
    [fromDatabase('22021'), 'BAD_USER_INPUT', 'an argument holds characters or numbers that cannot be stored, such as NUL', null],
    [fromDatabase('57P01'), 'SERVICE_UNAVAILABLE', 'the database cannot be reached; nothing was changed; try again once it is back', 503],
    [
      fromDatabase('CONNECTION_CLOSED'),
      'SERVICE_UNAVAILABLE',
      'the database cannot be reached; nothing was changed; try again once it is back',
      503,
    ],
    [
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.9:5432'), { code: 'ECONNREFUSED' }),
      'SERVICE_UNAVAILABLE',
      'the database cannot be reached; nothing was changed; try again once it is back',
      503,
    ],
    [fromDatabase('42P01'), 'INTERNAL_SERVER_ERROR', 'internal error; the log has the reason under request id r-1', null],
    [new TypeError('x is undefined'), 'INTERNAL_SERVER_ERROR', 'internal error; the log has the reason under request id r-1', null],
    ['a string', 'INTERNAL_SERVER_ERROR', 'internal error; the log has the reason under request id r-1', null],
  ])('%s is %s', (thrown, code, message, status) => {
    expect(answerTo(thrown, 'r-1')).toEqual({ code, message, status });
  });

  it('carry the request id, the place in the query and nothing else; faults are logged, refusals are not', () => {
    const log = recordedLog();
    const format = errorFormatter(log, () => 'r-2');
    const thrown = new GraphQLError('boom at /home/x', {
      path: ['projects'],
      originalError: new Error('boom at /home/x'),
      extensions: { stacktrace: ['secret place'] },
    });
    const out = format(
      { message: thrown.message, path: ['projects'], locations: [{ line: 1, column: 2 }], extensions: { stacktrace: ['secret place'] } },
      thrown,
    );
    expect(out).toEqual({
      message: 'internal error; the log has the reason under request id r-2',
      path: ['projects'],
      locations: [{ line: 1, column: 2 }],
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-2' },
    });
    expect(log.said('error', 'r-2')).toBe(true);
    log.lines.length = 0;
    const refused = new GraphQLError('no', { path: ['x'], originalError: new Forbidden('no') });
    expect(format({ message: 'no', path: ['x'] }, refused)).toEqual({
      message: 'no',
      path: ['x'],
      extensions: { code: 'FORBIDDEN', requestId: 'r-2' },
    });
    expect(log.lines).toEqual([]);
  });
});

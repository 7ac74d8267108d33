import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

interface Answer {
  readonly status: number;
  readonly body: { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
  readonly text: string;
}

async function send(body: string, headers: Record<string, string> = {}, url = server.url, method = 'POST'): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.adminToken}`, ...headers },
    ...(method === 'POST' ? { body } : {}),
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : {} };
}
const ask = (query: string, variables: object = {}) => send(JSON.stringify({ query, variables }));

/** Every refusal names its cause and shows nothing of the inside. */
function expectRefused({ status, body, text }: Answer, cause: RegExp): void {
  expect(body.errors?.[0]?.message).toMatch(cause);
  expect(body.data ?? null).toBeNull();
  expect(text).not.toMatch(/node_modules|\.ts:\d|at async|stacktrace/);
  expect(status).toBeGreaterThanOrEqual(200);
}

describe('bounds of a GraphQL request', () => {
  it('answers what is within them', async () => {
    const { status, body } = await ask(
      '{ projects(first: 5) { nodes { registries { nodes { servers { nodes { items { nodes { name } } } } } } } } }'
        .replaceAll('registries', 'registries(first: 5)')
        .replaceAll('servers {', 'servers(first: 5) {')
        .replaceAll('items {', 'items(first: 5) {'),
    );
    expect(body).toEqual({ data: { projects: { nodes: [] } } });
    expect(status).toBe(200);
  });

  it('refuses a query that is nested too deep', async () => {
    const deep = `{ projects(first: 1) { nodes { ${'defaultPolicy { project { '.repeat(12)} id ${'} }'.repeat(12)} } } }`;
    expectRefused(await ask(deep), /depth/i);
  });

  it('refuses fragments that go round in a circle', async () => {
    expectRefused(
      await ask('query { projects { nodes { ...A } } } fragment A on Project { ...B } fragment B on Project { id ...A }'),
      /cycle|Cannot spread|depth/i,
    );
  });

  it('refuses a fragment that spreads itself at once', async () => {
    expectRefused(await ask('query { ...A } fragment A on Query { ...A }'), /cycle|Cannot spread|recurs/i);
  });

  it('refuses too many aliases', async () => {
    const aliases = Array.from({ length: 60 }, (_, index) => `a${index}: configVersion`).join(' ');
    expectRefused(await ask(`{ ${aliases} }`), /alias/i);
  });

  it('refuses a document with too many tokens', async () => {
    expectRefused(await ask(`{ ${'configVersion '.repeat(5000)} }`), /token/i);
  });

  it('refuses a query that asks for too many fields', async () => {
    const body = 'id name enabled transport url command era limits { timeoutMs maxConcurrent } itemCounts { enabled disabled }';
    const fields = Array.from(
      { length: 35 },
      (_, index) =>
        `a${index}: servers(first: 500) { nodes { ${body} registry { ${body.replace(/transport.*/, '')} project { id name revision createdAt updatedAt } } } }`,
    );
    expectRefused(await ask(`{ ${fields.join(' ')} }`), /more than 400000 fields/);
  });

  it('refuses fragments that grow exponentially, at once', async () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ... { ...F${index + 1} } }`,
    ).join(' ');
    expectRefused(await ask(`{ ...F0 } ${doubling} fragment F60 on Query { configVersion }`), /cost|depth/i);
  });

  it('refuses lists within lists that add up to too many objects', async () => {
    const answer = await ask('{ projects(first: 500) { nodes { registries(first: 500) { nodes { id } } } } }');
    expectRefused(answer, /more than 20000 objects/);
    expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([400, 'QUERY_TOO_COSTLY']);
  });

  it('counts lengths that come from variables and through fragments', async () => {
    const query =
      'query ($n: Int) { projects(first: $n) { nodes { ...P } } } fragment P on Project { registries(first: $n) { nodes { id } } }';
    expectRefused(await ask(query, { n: 400 }), /more than 20000 objects/);
    expect((await ask(query, { n: 10 })).body.errors).toBeUndefined();
  });

  it('refuses a page that is too long, or negative, naming the argument', async () => {
    for (const first of [501, -1]) expectRefused(await ask(`{ projects(first: ${first}) { totalCount } }`), /^first: /);
  });

  it('refuses a cursor it did not make', async () => {
    for (const after of ['x', '', Buffer.from('["a","b"]').toString('base64url'), Buffer.from('{}').toString('base64url')]) {
      expectRefused(await ask('query ($after: String) { projects(after: $after) { totalCount } }', { after }), /^after: /);
    }
  });

  it('refuses a body of more than one MiB with 413', async () => {
    const answer = await send(JSON.stringify({ query: `{ configVersion } # ${'x'.repeat(1024 * 1024)}` }));
    expect(answer.status).toBe(413);
    expectRefused(answer, /at most 1048576 bytes/);
  });

  it('refuses a batch', async () => {
    const answer = await send(JSON.stringify([{ query: '{ configVersion }' }, { query: '{ configVersion }' }]));
    expect(answer.status).toBe(400);
    expectRefused(answer, /batch/i);
  });

  it('refuses what is not JSON with 400', async () => {
    const answer = await send('{"query": ');
    expect(answer.status).toBe(400);
    expectRefused(answer, /not JSON/);
  });

  it('names the place of a syntax error', async () => {
    const answer = await ask('{ projects( }');
    expect(answer.status).toBe(400);
    expectRefused(answer, /Syntax Error/);
    expect(answer.body.errors?.[0]).toMatchObject({ locations: [{ line: 1, column: 13 }], extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
  });

  it('names a field that does not exist', async () => {
    expectRefused(await ask('{ projekts { totalCount } }'), /Cannot query field "projekts"/);
  });

  it('refuses a persisted query', async () => {
    const hash = '0'.repeat(64);
    expectRefused(
      await send(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } })),
      /PersistedQuery|must be|query/i,
    );
  });

  it('refuses forms a browser sends across origins without asking first', async () => {
    const form = await send('query=%7B%20configVersion%20%7D', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBeGreaterThanOrEqual(400);
    const get = await send('', { 'content-type': 'text/plain' }, `${server.url}?query=%7BconfigVersion%7D`, 'GET');
    expect(get.status).toBe(400);
    expectRefused(get, /CSRF|cross-site/i);
  });

  it('refuses a mutation by GET', async () => {
    const answer = await send('', { 'apollo-require-preflight': '1' }, `${server.url}?query=mutation%7Bping%7D`, 'GET');
    expect(answer.status).toBe(405);
  });

  it('refuses text the database cannot hold, without a fault', async () => {
    const answer = await ask('query ($id: ID!) { server(id: $id) { id } }', { id: 'srv_\u0000' });
    expect(answer.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('introspection', () => {
  it('answers where it is on', async () => {
    expect((await ask('{ __schema { queryType { name } } }')).body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it('is refused, and names are not suggested, where it is off', async () => {
    const closed = await startGraphql({ introspection: false });
    try {
      const headers = { authorization: `Bearer ${closed.adminToken}` };
      expectRefused(await send(JSON.stringify({ query: '{ __schema { queryType { name } } }' }), headers, closed.url), /introspection/i);
      const unknown = await send(JSON.stringify({ query: '{ configVersio }' }), headers, closed.url);
      expect(unknown.text).not.toContain('Did you mean');
    } finally {
      await closed.stop();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintLocalToken } from '../../../control-plane/admin-tokens/local-token.ts';
import { newToken } from '../../../control-plane/secrets/tokens.ts';
import { MASTER_KEY, payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const ask = (authorization: string | null, query = '{ me { name role } }') =>
  fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body: JSON.stringify({ query }),
  });

describe('authentication of the GraphQL API', () => {
  it('answers who is asking when the token works', async () => {
    const response = await ask(`Bearer ${server.adminToken}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { me: { name: 'first administrator', role: 'ADMIN' } } });
  });

  it.each([
    ['no header', null],
    ['an empty one', ''],
    ['another scheme', 'Basic YWRtaW46YWRtaW4='],
    ['a token nobody made', `Bearer ${newToken('pca').token}`],
    ['a token that is cut short', 'Bearer pca_abc'],
    ['a join token', `Bearer ${newToken('pcj').token}`],
    ['a local token of another master key', `Bearer ${mintLocalToken(Buffer.alloc(32, 1), Date.now(), 60_000)}`],
    ['a local token whose time is over', `Bearer ${mintLocalToken(MASTER_KEY, Date.now() - 120_000, 60_000)}`],
  ])('refuses %s with 401 and a challenge, also for introspection', async (_, authorization) => {
    for (const query of ['{ me { name } }', '{ __schema { queryType { name } } }', '{ nonsense']) {
      const response = await ask(authorization, query);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="portcullis"');
      const body = (await response.json()) as { errors: { extensions: { code: string } }[] };
      expect(body.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect(body).not.toHaveProperty('data');
    }
  });

  it('refuses an application key', async () => {
    const { key } = await makeNouns(server);
    expect((await ask(`Bearer ${key}`)).status).toBe(401);
  });

  it('takes a token made from the master key as a local administrator', async () => {
    const response = await ask(`Bearer ${mintLocalToken(MASTER_KEY, Date.now(), 60_000)}`, '{ me { name role tokenId } }');
    expect(await response.json()).toEqual({ data: { me: { name: 'local (master key)', role: 'ADMIN', tokenId: null } } });
  });

  it('refuses a token from the moment it is revoked', async () => {
    const { token, secret } = await payloadOf(server.admin, 'createAdminToken', { name: 'short', role: 'VIEWER' }, 'token { id } secret');
    expect((await ask(`Bearer ${secret}`)).status).toBe(200);
    const revoked = await payloadOf(server.admin, 'revokeAdminToken', { id: token.id }, 'token { state revokedAt }');
    expect(revoked.token.state).toBe('REVOKED');
    expect((await ask(`Bearer ${secret}`)).status).toBe(401);
    const again = await payloadOf(server.admin, 'revokeAdminToken', { id: token.id }, 'token { revokedAt }');
    expect(again.token.revokedAt).toBe(revoked.token.revokedAt);
  });

  it('refuses a token whose time is over', async () => {
    const { secret, token } = await payloadOf(
      server.admin,
      'createAdminToken',
      { name: 'dated', role: 'VIEWER', expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
      'token { id } secret',
    );
    expect((await ask(`Bearer ${secret}`)).status).toBe(200);
    await server.database.sql`UPDATE admin_tokens SET expires_at = now() - interval '1 second' WHERE id = ${token.id}`;
    expect((await ask(`Bearer ${secret}`)).status).toBe(401);
  });

  it('keeps hashes only, and shows a token once', async () => {
    const { secret, token } = await payloadOf(
      server.admin,
      'createAdminToken',
      { name: 'hashed', role: 'AUDITOR' },
      'token { id prefix } secret',
    );
    expect(secret).toMatch(/^pca_[A-Za-z0-9_-]{43}$/);
    expect(secret.startsWith(token.prefix)).toBe(true);
    const rows = await server.database.sql`SELECT t.*, (SELECT json_agg(a) FROM audit_entries a) AS trail FROM admin_tokens t`;
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(server.adminToken);
  });

  it('lets a token of one project make only tokens of that project', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    const limited = await server.as('ADMIN', mine.projectId);
    expect((await payloadOf(limited, 'createAdminToken', { name: 'x', role: 'ADMIN' })).__typename).toBe('InvalidInput');
    expect((await payloadOf(limited, 'createAdminToken', { name: 'x', role: 'ADMIN', projectId: other.projectId })).__typename).toBe(
      'InvalidInput',
    );
    expect((await payloadOf(limited, 'createAdminToken', { name: 'x', role: 'VIEWER', projectId: mine.projectId })).__typename).toBe(
      'CreateAdminTokenOk',
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../data-plane/auth/index.ts';
import type { Credential, Registry, Server } from '../../../data-plane/config/snapshot.ts';
import { CREDENTIAL_MODES, type CredentialTools, type TokenQuery, type UpstreamToken } from '../../../data-plane/credentials/index.ts';
import { makeApplication, makeRegistry, makeServer } from '../../support/snapshot.ts';

const token: UpstreamToken = {
  accessToken: 'upstream-token',
  expiresAtMs: null,
  version: 4,
  credentialId: 'utk_1',
  provider: 'Files',
  subject: 'alice',
};
const asked: { query: TokenQuery; stale: number | null }[] = [];
const tools: CredentialTools = {
  tokens: {
    obtain(query, stale) {
      asked.push({ query, stale });
      return token;
    },
  },
  isOwnToken: (text) => text.startsWith('pck_'),
  tokenHash: (text) => `hash of ${text.length}`,
};
const caller = (overrides: Partial<Caller> = {}): Caller => ({
  application: makeApplication(),
  keyId: 'key_a',
  subject: 'alice',
  actor: null,
  readOnly: false,
  scopes: [],
  issuer: null,
  subjectToken: 'own-token',
  expiresAtMs: null,
  ...overrides,
});

function obtain(
  server: Server,
  more: { caller?: Caller; authorization?: string; aggregated?: boolean; registry?: Registry; stale?: number } = {},
) {
  asked.length = 0;
  const registry = more.registry ?? makeRegistry([server], server.credentialMode);
  return CREDENTIAL_MODES[server.credentialMode].obtain(
    {
      registry,
      server,
      caller: more.caller ?? caller(),
      authorization: more.authorization ?? null,
      route: more.aggregated === true ? 'aggregated' : 'single',
      staleVersion: more.stale ?? null,
    },
    tools,
  );
}

const credential = (overrides: Partial<Credential> = {}): Credential => ({
  id: 'crd_1',
  version: 2,
  type: 'static_headers',
  headers: { 'X-Api-Key': 'k', Authorization: 'Basic x' },
  ...overrides,
});

describe('internal', () => {
  it('sends nothing where the server has no credential', () => {
    expect(obtain(makeServer({ name: 'files' }))).toMatchObject({ headers: [], use: { mode: 'none' } });
  });

  it('sends static headers, with names in lower case, and never the agent’s own Authorization', () => {
    const sent = obtain(makeServer({ name: 'files', credential: credential() }), { authorization: 'Bearer agent-token' });
    expect(sent).toMatchObject({
      headers: ['x-api-key', 'k', 'authorization', 'Basic x'],
      use: { mode: 'internal', credentialId: 'crd_1', version: 2 },
      renewable: false,
    });
  });

  it('opens other connections after a rotation', () => {
    const partition = (version: number) =>
      (obtain(makeServer({ name: 'files', credential: credential({ version }) })) as { partition: string }).partition;
    expect(partition(1)).not.toBe(partition(2));
  });

  it("sends the server's own token where it is an OAuth client; no user is in the query", () => {
    const sent = obtain(makeServer({ name: 'files', credential: credential({ type: 'client_credentials' }) }), { stale: 3 });
    expect(sent).toMatchObject({
      headers: ['authorization', 'Bearer upstream-token'],
      renewable: true,
      use: { mode: 'internal', credentialId: 'crd_1', version: 4 },
    });
    expect(asked).toEqual([
      {
        query: {
          projectId: 'prj_1',
          serverId: 'srv_files',
          resourceUri: 'https://files.example/mcp',
          issuedBy: 'crd_1:2',
          subject: null,
          subjectToken: null,
        },
        stale: 3,
      },
    ]);
  });
});

describe('OAuth passthrough', () => {
  const server = makeServer({ name: 'files', credentialMode: 'oauth_passthrough' });

  it('sends the token on unchanged and asks nobody', () => {
    expect(obtain(server, { authorization: 'Bearer abc.def~1+/=' })).toMatchObject({
      headers: ['authorization', 'Bearer abc.def~1+/='],
      use: { mode: 'oauth_passthrough', credentialId: '' },
      renewable: false,
    });
    expect(asked).toEqual([]);
  });

  it.each([
    [undefined, 'token_missing'],
    ['Basic abc', 'token_missing'],
    ['Bearer ', 'token_missing'],
    ['Bearer a b', 'token_missing'],
    ['Bearer pck_something', 'own_token'],
  ])('refuses %s with %s', (authorization, code) => {
    expect(() => obtain(server, authorization === undefined ? {} : { authorization })).toThrow(expect.objectContaining({ code }));
  });

  it('keeps callers apart, and tokens of one caller', () => {
    const partition = (keyId: string, authorization: string) =>
      (obtain(server, { caller: caller({ keyId }), authorization }) as { partition: string }).partition;
    expect(new Set([partition('a', 'Bearer one'), partition('b', 'Bearer one'), partition('a', 'Bearer three')]).size).toBe(3);
  });

  it('sends a token from the aggregated endpoint only where all such servers are at one origin', () => {
    const near = makeServer({ name: 'near', url: 'https://files.example/other', credentialMode: 'oauth_passthrough' });
    const far = makeServer({ name: 'far', credentialMode: 'oauth_passthrough' });
    const authorization = 'Bearer abc';
    expect(obtain(server, { authorization, aggregated: true, registry: makeRegistry([server, near]) })).toMatchObject({
      headers: ['authorization', 'Bearer abc'],
    });
    expect(() => obtain(server, { authorization, aggregated: true, registry: makeRegistry([server, far]) })).toThrow(
      expect.objectContaining({ code: 'ambiguous_target' }),
    );
    expect(obtain(server, { authorization, registry: makeRegistry([server, far]) })).toMatchObject({
      headers: ['authorization', 'Bearer abc'],
    });
  });
});

describe('token broker', () => {
  const server = makeServer({ name: 'files', credentialMode: 'token_broker', providerId: 'opr_1' });

  it("sends the user's token and says in the record whose it was", () => {
    expect(obtain(server)).toMatchObject({
      headers: ['authorization', 'Bearer upstream-token'],
      use: { mode: 'token_broker', credentialId: 'utk_1', version: 4, provider: 'Files', subject: 'alice' },
      renewable: true,
    });
  });

  it("hands the caller's own token out only where the server's provider exchanges it", () => {
    void obtain(server);
    expect(asked[0]?.query.subjectToken).toBeNull();
    void obtain(makeServer({ name: 'files', credentialMode: 'token_broker', providerId: 'opr_1', exchangesSubjectToken: true }));
    expect(asked[0]?.query.subjectToken).toBe('own-token');
  });

  it('refuses without a user or a provider', () => {
    expect(() => obtain(server, { caller: caller({ subject: null }) })).toThrow(expect.objectContaining({ code: 'user_required' }));
    expect(() => obtain(makeServer({ name: 'files', credentialMode: 'token_broker' }))).toThrow(
      expect.objectContaining({ code: 'not_configured' }),
    );
  });

  it('never shares connections between users', () => {
    const partition = (subject: string) => (obtain(server, { caller: caller({ subject }) }) as { partition: string }).partition;
    expect(partition('alice')).not.toBe(partition('bob'));
  });
});

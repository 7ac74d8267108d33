import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authenticate,
  isTokenRevoked,
  JwksCache,
  TokenVerifier,
  type Authentication,
  type Endpoint,
  type PresentedCredentials,
} from '../../../data-plane/auth/index.ts';
import type { Issuer, Snapshot } from '../../../data-plane/config/snapshot.ts';
import { GuardedFetcher } from '../../../data-plane/lib/guarded-fetch.ts';
import { makeApplication, makeKey, makeRegistry, makeServer, makeSnapshot } from '../../support/snapshot.ts';
import { startTokenIssuer, type TokenIssuer } from '../../support/token-issuer.ts';

const ORIGIN = 'https://gw.example';
const application = makeApplication();
const off = makeApplication({ id: 'app_off', name: 'off', enabled: false });
const { key, record } = makeKey(application);
const speaking = makeKey(application, 'b', { maySpeakForUsers: true });
const expired = makeKey(application, 'c', { expiresAtMs: 1 });
const revoked = makeKey(application, 'd');
const ofDisabled = makeKey(off, 'e');
const registry = makeRegistry([makeServer({ name: 'files' })]);

let issuer: TokenIssuer;
let stranger: TokenIssuer;
let own: TokenIssuer;
let fetcher: GuardedFetcher;
let clockMs = Date.now();
let jwks: JwksCache;
let verifier: TokenVerifier;

beforeAll(async () => {
  issuer = await startTokenIssuer();
  stranger = await startTokenIssuer();
  own = await startTokenIssuer();
  fetcher = new GuardedFetcher();
  jwks = new JwksCache(
    (url, allowed) => fetcher.json(url, allowed),
    () => clockMs,
  );
  verifier = new TokenVerifier(jwks, () => clockMs);
});
afterAll(async () => {
  await Promise.all([issuer.stop(), stranger.stop(), own.stop(), fetcher.close()]);
});

function config(overrides: Partial<Issuer> = {}, revocations: Snapshot['revocations'] = new Map()): Snapshot {
  const configured: Issuer = {
    id: 'iss_1',
    projectId: 'prj_1',
    issuer: issuer.issuer,
    jwksUri: issuer.jwksUri,
    audiences: ['portcullis'],
    algorithms: ['ES256'],
    claimMapping: { application: { fixed: 'app_1' } },
    ...overrides,
  };
  return makeSnapshot({
    registries: [registry],
    applications: [application, off],
    keys: [record, speaking.record, expired.record, ofDisabled.record],
    revokedKeys: [revoked.record],
    issuers: [configured],
    authorizationServer: { issuer: own.issuer, jwks: own.jwks() },
    revocations,
  });
}

const endpoint = (path = '/mcp/tools', server = false): Endpoint => ({
  origin: ORIGIN,
  path,
  registry,
  server: server ? (registry.servers[0] ?? null) : null,
});
const bearer = (token: string): PresentedCredentials => ({ authorization: `Bearer ${token}`, portcullisKey: null, portcullisUser: null });

function ask(presented: Partial<PresentedCredentials>, snapshot = config(), where = endpoint()): Promise<Authentication> {
  return authenticate({ authorization: null, portcullisKey: null, portcullisUser: null, ...presented }, where, snapshot, {
    verifier,
    nowMs: clockMs,
    isRevoked: (claims) => isTokenRevoked(claims, snapshot),
  });
}

const refusedWith = (reason: string) => expect.objectContaining({ kind: 'refused', reason });

describe('application keys', () => {
  it('are taken from Authorization and from X-Portcullis-Key, which wins', async () => {
    expect(await ask(bearer(key))).toMatchObject({ kind: 'caller', caller: { keyId: 'key_a', subject: null } });
    expect(await ask({ ...bearer('pck_nonsense'), portcullisKey: key })).toMatchObject({ kind: 'caller', caller: { keyId: 'key_a' } });
  });

  it('are refused when unknown, expired, revoked or of a disabled application, with one answer for all', async () => {
    const outcomes = await Promise.all([
      ask(bearer(`pck_${'z'.repeat(43)}`)),
      ask(bearer(expired.key)),
      ask(bearer(revoked.key)),
      ask(bearer(ofDisabled.key)),
    ]);
    expect(outcomes.map((outcome) => outcome.kind === 'refused' && outcome.reason)).toEqual([
      'unknown_key',
      'key_expired',
      'key_revoked',
      'application_disabled',
    ]);
    expect(new Set(outcomes.map((outcome) => outcome.kind === 'refused' && `${outcome.status} ${outcome.challenge}`)).size).toBe(1);
  });

  it('say for the record whose they were when they are not good any more', async () => {
    expect(await ask(bearer(revoked.key))).toMatchObject({ caller: { keyId: 'key_d', application: { id: 'app_1' } } });
  });

  it('name a user only when they may', async () => {
    expect(await ask({ ...bearer(speaking.key), portcullisUser: 'alice' })).toMatchObject({ kind: 'caller', caller: { subject: 'alice' } });
    expect(await ask({ ...bearer(key), portcullisUser: 'alice' })).toEqual(refusedWith('user_not_allowed'));
    expect(await ask({ ...bearer(speaking.key), portcullisUser: 'a\u0000b' })).toEqual(refusedWith('user_not_allowed'));
  });

  it('are never looked for in anything but the two headers', async () => {
    expect(await ask({})).toMatchObject({
      kind: 'refused',
      status: 401,
      reason: 'no_credentials',
      challenge: `Bearer scope="mcp", resource_metadata="${ORIGIN}/.well-known/oauth-protected-resource/mcp/tools"`,
    });
    expect(await ask({ authorization: `Basic ${Buffer.from(`x:${key}`).toString('base64')}` })).toEqual(refusedWith('malformed'));
  });
});

describe('tokens of configured issuers', () => {
  it('are taken with signature, issuer, audience and time in order', async () => {
    const token = await issuer.sign({ aud: 'portcullis', act: { sub: 'assistant' } });
    expect(await ask(bearer(token))).toMatchObject({
      kind: 'caller',
      caller: { application: { id: 'app_1' }, subject: 'alice', actor: 'assistant', subjectToken: token, readOnly: false, keyId: null },
    });
  });

  it('are taken for the endpoint itself where no audience is configured (RFC 8707 §2), and for its servers', async () => {
    const snapshot = config({ audiences: [] });
    const token = await issuer.sign({ aud: `${ORIGIN}/mcp/tools` });
    expect(await ask(bearer(token), snapshot)).toMatchObject({ kind: 'caller' });
    expect(await ask(bearer(token), snapshot, endpoint('/mcp/tools/files', true))).toMatchObject({ kind: 'caller' });
    const narrow = await issuer.sign({ aud: `${ORIGIN}/mcp/tools/files` });
    expect(await ask(bearer(narrow), snapshot)).toEqual(refusedWith('wrong_audience'));
  });

  it('are refused for another audience, issuer, signature, type, time, or without expiry', async () => {
    const past = Math.floor(clockMs / 1000) - 60;
    const cases: [string, string][] = [
      [await issuer.sign({ aud: 'other' }), 'wrong_audience'],
      [await issuer.sign({}), 'wrong_audience'],
      [await stranger.sign({ aud: 'portcullis' }), 'unknown_issuer'],
      [await issuer.forge({ aud: 'portcullis' }), 'bad_signature'],
      [await issuer.sign({ aud: 'portcullis' }, { typ: 'logout+jwt' }), 'bad_token'],
      [await issuer.sign({ aud: 'portcullis', exp: past }), 'expired'],
      [await issuer.sign({ aud: 'portcullis', exp: undefined }), 'bad_token'],
      [await issuer.sign({ aud: 'portcullis', nbf: Math.floor(clockMs / 1000) + 600 }), 'bad_token'],
      ['a.b.c', 'bad_token'],
      ['opaque', 'bad_token'],
      [
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ iss: issuer.issuer, aud: 'portcullis', exp: 9e9 })).toString('base64url')}.`,
        'bad_token',
      ],
    ];
    for (const [token, reason] of cases) expect(await ask(bearer(token)), reason).toEqual(refusedWith(reason));
  });

  it('are refused with an algorithm outside the list, whatever the issuer names', async () => {
    const token = await issuer.sign({ aud: 'portcullis' });
    expect(await ask(bearer(token), config({ algorithms: ['RS256'] }))).toEqual(refusedWith('bad_token'));
    expect(await ask(bearer(token), config({ algorithms: ['HS256'] }))).toEqual(refusedWith('bad_token'));
  });

  it('are refused at a registry of another project', async () => {
    const elsewhere = makeRegistry([], 'internal', { project: { id: 'prj_2', name: 'two', allowedPrivateTargets: [] } });
    const token = await issuer.sign({ aud: 'portcullis' });
    expect(await ask(bearer(token), config(), { ...endpoint(), registry: elsewhere })).toEqual(refusedWith('unknown_issuer'));
  });

  it('are refused where the claims name no application of the project, or a disabled one', async () => {
    const token = await issuer.sign({ aud: 'portcullis', azp: 'client-1' });
    expect(
      await ask(bearer(token), config({ claimMapping: { application: { claim: 'azp', values: { 'client-1': 'app_1' } } } })),
    ).toMatchObject({ kind: 'caller' });
    expect(await ask(bearer(token), config({ claimMapping: { application: { claim: 'azp', values: {} } } }))).toEqual(
      refusedWith('no_application'),
    );
    expect(await ask(bearer(token), config({ claimMapping: { application: { fixed: 'app_off' } } }))).toEqual(
      refusedWith('application_disabled'),
    );
    expect(await ask(bearer(token), config({ claimMapping: {} }))).toEqual(refusedWith('no_application'));
  });

  it('reach read-only tools, everything, or nothing (403), as their scopes say (RFC 6750 §3.1)', async () => {
    const snapshot = config({ claimMapping: { application: { fixed: 'app_1' }, scopes: {} } });
    expect(await ask(bearer(await issuer.sign({ aud: 'portcullis', scope: 'mcp:read' })), snapshot)).toMatchObject({
      kind: 'caller',
      caller: { readOnly: true },
    });
    expect(await ask(bearer(await issuer.sign({ aud: 'portcullis', scope: 'mcp mcp:read' })), snapshot)).toMatchObject({
      kind: 'caller',
      caller: { readOnly: false },
    });
    expect(await ask(bearer(await issuer.sign({ aud: 'portcullis', scope: 'profile' })), snapshot)).toMatchObject({
      kind: 'refused',
      status: 403,
      reason: 'insufficient_scope',
      challenge: `Bearer error="insufficient_scope", scope="mcp", resource_metadata="${ORIGIN}/.well-known/oauth-protected-resource/mcp/tools"`,
    });
  });
});

describe('tokens of the built-in authorization server', () => {
  const good = (claims: Record<string, unknown> = {}) =>
    own.sign(
      { aud: `${ORIGIN}/mcp/tools`, application_id: 'app_1', client_id: 'c1', grant_id: 'g1', scope: 'mcp', ...claims },
      { typ: 'at+jwt' },
    );

  it('are checked against the keys in the config; nobody is asked', async () => {
    const before = own.fetches();
    expect(await ask(bearer(await good()))).toMatchObject({
      kind: 'caller',
      caller: { application: { id: 'app_1' }, subject: 'alice', actor: 'c1', subjectToken: null },
    });
    expect(own.fetches()).toBe(before);
  });

  it('must be access tokens (RFC 9068 §4)', async () => {
    const idToken = await own.sign({ aud: `${ORIGIN}/mcp/tools`, application_id: 'app_1', scope: 'mcp' });
    expect(await ask(bearer(idToken))).toEqual(refusedWith('bad_token'));
  });

  it('are refused for another endpoint, application or scope', async () => {
    expect(await ask(bearer(await good({ aud: `${ORIGIN}/mcp/others` })))).toEqual(refusedWith('wrong_audience'));
    expect(await ask(bearer(await good({ aud: 'https://other.example/mcp/tools' })))).toEqual(refusedWith('wrong_audience'));
    expect(await ask(bearer(await good({ application_id: 'app_x' })))).toEqual(refusedWith('no_application'));
    expect(await ask(bearer(await good({ scope: 'offline_access' })))).toEqual(refusedWith('insufficient_scope'));
  });

  it.each(['grant\0g1', 'client\0c1', 'subject\0alice'])('are refused once revoked (%s), and taken when issued later', async (name) => {
    const [type, target] = name.split('\0') as ['grant' | 'client' | 'subject', string];
    const at = (revokedAtMs: number): Snapshot['revocations'] =>
      new Map([[name, { id: 'rev_1', projectId: '', type, target, version: 0, revokedAtMs, userSubject: null, providerId: null }]]);
    const token = await good();
    expect(await ask(bearer(token), config({}, at(Date.now() + 60_000)))).toEqual(refusedWith('revoked'));
    if (type !== 'grant') expect(await ask(bearer(token), config({}, at(clockMs - 60_000)))).toMatchObject({ kind: 'caller' });
  });
});

describe('key sets', () => {
  it('are fetched once for many tokens, again after a rotation, and not more often than once in half a minute', async () => {
    const rotating = await startTokenIssuer(() => clockMs);
    const snapshot = config({ issuer: rotating.issuer, jwksUri: rotating.jwksUri });
    for (let index = 0; index < 5; index += 1)
      expect(await ask(bearer(await rotating.sign({ aud: 'portcullis', jti: String(index) })), snapshot)).toMatchObject({ kind: 'caller' });
    expect(rotating.fetches()).toBe(1);
    await rotating.rotate();
    expect(await ask(bearer(await rotating.sign({ aud: 'portcullis' })), snapshot)).toEqual(refusedWith('bad_signature'));
    expect(rotating.fetches()).toBe(1);
    clockMs += 31_000;
    expect(await ask(bearer(await rotating.sign({ aud: 'portcullis' })), snapshot)).toMatchObject({ kind: 'caller' });
    expect(rotating.fetches()).toBe(2);
    await rotating.stop();
  });

  it('stay in use while the issuer is down, for a day; without any, the answer is 503 and not 401', async () => {
    const failing = await startTokenIssuer(() => clockMs);
    const snapshot = config({ issuer: failing.issuer, jwksUri: failing.jwksUri });
    failing.fails = true;
    expect(await ask(bearer(await failing.sign({ aud: 'portcullis' })), snapshot)).toMatchObject({
      kind: 'refused',
      status: 503,
      reason: 'issuer_unavailable',
    });
    failing.fails = false;
    clockMs += 31_000;
    expect(await ask(bearer(await failing.sign({ aud: 'portcullis' })), snapshot)).toMatchObject({ kind: 'caller' });
    failing.fails = true;
    clockMs += 3600_000;
    expect(await ask(bearer(await failing.sign({ aud: 'portcullis' })), snapshot)).toMatchObject({ kind: 'caller' });
    clockMs += 25 * 3600_000;
    expect(await ask(bearer(await failing.sign({ aud: 'portcullis' })), snapshot)).toMatchObject({ kind: 'refused', status: 503 });
    await failing.stop();
  });

  it('are fetched only from where the project allows', async () => {
    const strict = makeRegistry([], 'internal', { project: { id: 'prj_1', name: 'one', allowedPrivateTargets: [] } });
    const token = await issuer.sign({ aud: 'portcullis' });
    expect(await ask(bearer(token), config(), { ...endpoint(), registry: strict })).toMatchObject({ kind: 'refused', status: 503 });
  });
});

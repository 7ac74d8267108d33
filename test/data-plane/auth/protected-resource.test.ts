import { describe, expect, it } from 'vitest';
import { isOwnToken, metadataUrlOf, protectedResourceMetadata, type Endpoint } from '../../../data-plane/auth/index.ts';
import { makeApplication, makeKey, makeRegistry, makeServer, makeSnapshot } from '../../support/snapshot.ts';

const issuer = {
  id: 'iss_1',
  projectId: 'prj_1',
  issuer: 'https://idp.example',
  jwksUri: 'https://idp.example/jwks',
  audiences: ['portcullis'],
  algorithms: [],
  claimMapping: {},
};
const application = makeApplication();
const { key, record } = makeKey(application);
const config = makeSnapshot({
  keys: [record],
  issuers: [issuer, { ...issuer, id: 'iss_2', projectId: 'prj_2', issuer: 'https://other.example' }],
  authorizationServer: { issuer: 'https://gw.example', jwks: {} },
});
const upstream = makeServer({
  name: 'files',
  credentialMode: 'oauth_passthrough',
  authorizationServers: ['https://as.files.example'],
  scopes: ['files:read'],
});
const at = (registry: Endpoint['registry'], server: Endpoint['server'] = null): Endpoint => ({
  origin: 'https://mcp.example',
  path: server === null ? '/mcp/tools' : `/mcp/tools/${server.name}`,
  registry,
  server,
});

describe('protected resource metadata (RFC 9728)', () => {
  it('is at the well-known path before the path of the endpoint (§3.1)', () => {
    expect(metadataUrlOf(at(null))).toBe('https://mcp.example/.well-known/oauth-protected-resource/mcp/tools');
  });

  it('names the endpoint, the built-in authorization server and the issuers of the project, and no others', () => {
    expect(protectedResourceMetadata(at(makeRegistry([])), config)).toEqual({
      resource: 'https://mcp.example/mcp/tools',
      authorization_servers: ['https://gw.example', 'https://idp.example'],
      bearer_methods_supported: ['header'],
      scopes_supported: ['mcp', 'mcp:read'],
      resource_name: 'Portcullis: tools',
    });
  });

  it("names the upstream's authorization servers in passthrough, under the gateway's own resource", () => {
    expect(protectedResourceMetadata(at(makeRegistry([upstream]), upstream), config)).toMatchObject({
      resource: 'https://mcp.example/mcp/tools/files',
      authorization_servers: ['https://as.files.example'],
      scopes_supported: ['files:read'],
    });
  });

  it('does not say whether a name is known', () => {
    const { resource_name: _, ...unknown } = protectedResourceMetadata(at(null), config);
    expect(unknown).toMatchObject({ resource: 'https://mcp.example/mcp/tools', authorization_servers: ['https://gw.example'] });
  });

  it('leads the aggregated endpoint to an upstream only where all passthrough servers share one origin', () => {
    const far = makeServer({ name: 'far', credentialMode: 'oauth_passthrough', authorizationServers: ['https://as.far.example'] });
    expect(protectedResourceMetadata(at(makeRegistry([upstream])), config).authorization_servers).toEqual(['https://as.files.example']);
    expect(protectedResourceMetadata(at(makeRegistry([upstream, far])), config).authorization_servers).toEqual([
      'https://gw.example',
      'https://idp.example',
    ]);
  });
});

describe('telling our own tokens', () => {
  const jwt = (claims: object): string =>
    `${Buffer.from('{"alg":"ES256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

  it.each([
    ['an application key', key],
    ['a key that is not known any more', `pck_${'q'.repeat(43)}`],
    ['an admin token', `pca_${'q'.repeat(43)}`],
    ['a join token', `pcj_${'q'.repeat(43)}`],
    ['a local administrator token', 'pcl_abc_def'],
    ['a token of the built-in server', jwt({ iss: 'https://gw.example', aud: 'x' })],
    ['the same with a slash', jwt({ iss: 'https://gw.example/', aud: 'x' })],
    ["an issuer's token for the gateway", jwt({ iss: 'https://idp.example', aud: ['x', 'portcullis'] })],
  ])('knows %s', (_, token) => {
    expect(isOwnToken(token, config)).toBe(true);
  });

  it.each([
    ['opaque', 'gho_16C7e42F292c6912E7710c838347Ae178B4a'],
    ["an issuer's token for somebody else", jwt({ iss: 'https://idp.example', aud: 'files' })],
    ["a stranger's token", jwt({ iss: 'https://stranger.example', aud: 'portcullis' })],
    ['broken', 'a.b.c'],
  ])('lets pass what is %s', (_, token) => {
    expect(isOwnToken(token, config)).toBe(false);
  });
});

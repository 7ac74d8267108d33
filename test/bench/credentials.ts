import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { awaitEnforced, mutate } from '../../control-plane/cli/administration.ts';
import { startChild } from './child.ts';
import { startBenchGateway } from './gateway.ts';
import { legacyJob, openSession } from './mcp-jobs.ts';
import { measureTargets, startLoad, type Target } from './measure.ts';
import { printTable } from './table.ts';

const SHAPE = { tool: '1k', connections: 16, calls: 6_000, minBytes: 1_000 } as const;

/** What each credential mode, and each way to authenticate, costs per call against none. Tokens are cached, as they are in service. */
export async function benchCredentials(rounds: number): Promise<unknown> {
  const stops: (() => Promise<void> | void)[] = [];
  try {
    const upstream = startChild(process.execPath, ['dist/test/bench/upstream.js']);
    stops.push(() => upstream.stop());
    const upstreamUrl = `http://127.0.0.1:${await upstream.line()}/mcp`;
    const issuer = await startIssuer();
    stops.push(() => issuer.stop());
    const gateway = await startBenchGateway({
      PORTCULLIS_REQUESTS_PER_MINUTE: '100000000',
      PORTCULLIS_MAX_CONCURRENT_PER_APPLICATION: '100000',
      PORTCULLIS_MAX_CONCURRENT_PER_SERVER: '100000',
    });
    stops.push(() => gateway.stop());
    const { graphql } = gateway;
    const { project } = await mutate<{ project: { id: string } }>(
      graphql,
      'createProject',
      { name: 'bench', allowedPrivateTargets: ['127.0.0.1'] },
      'project { id }',
    );
    const projectId = project.id;
    const { policy } = await mutate<{ policy: { id: string } }>(
      graphql,
      'createPolicy',
      { projectId, name: 'none', rules: [] },
      'policy { id }',
    );
    const { application } = await mutate<{ application: { id: string } }>(
      graphql,
      'createApplication',
      { projectId, name: 'bench' },
      'application { id }',
    );
    const { secret: key } = await mutate<{ secret: string }>(
      graphql,
      'createApplicationKey',
      { applicationId: application.id, name: 'bench', maySpeakForUsers: true },
      'secret',
    );
    const credential = async (input: object): Promise<string> =>
      (await mutate<{ credential: { id: string } }>(graphql, 'createCredential', { projectId, ...input }, 'credential { id }')).credential
        .id;
    const headers = await credential({ name: 'headers', headers: [{ name: 'Authorization', value: 'Bearer static' }] });
    const client = await credential({
      name: 'client',
      clientCredentials: { tokenEndpoint: `${issuer.origin}/token`, clientId: 'bench', clientSecret: 'bench' },
    });
    const { provider } = await mutate<{ provider: { id: string } }>(
      graphql,
      'createOAuthProvider',
      { projectId, name: 'bench', issuer: issuer.origin, clientId: 'bench', clientSecret: 'bench' },
      'provider { id }',
    );
    await mutate(graphql, 'putUserToken', { providerId: provider.id, user: 'alice', resourceUri: upstreamUrl, accessToken: 'user-token' });
    await mutate(graphql, 'createIssuer', {
      projectId,
      issuer: issuer.origin,
      jwksUri: `${issuer.origin}/jwks`,
      audiences: ['bench'],
      claimMapping: { application: { fixed: application.id } },
    });
    const agentToken = await issuer.sign({ aud: 'bench', sub: 'alice' });

    let version = '0';
    const registry = async (name: string, credentialMode: string, server: object): Promise<string> => {
      const { registry: row } = await mutate<{ registry: { id: string } }>(
        graphql,
        'createRegistry',
        { projectId, name, credentialMode, policyId: policy.id },
        'registry { id }',
      );
      const { server: made } = await mutate<{ server: { id: string } }>(
        graphql,
        'createServer',
        { registryId: row.id, name: 'main', url: upstreamUrl, ...server },
        'server { id }',
      );
      const { added } = await mutate<{ added: { id: string }[] }>(graphql, 'discoverServer', { id: made.id }, 'added { id }');
      await mutate(graphql, 'setItemsEnabled', { items: added.map(({ id }) => ({ id })), enabled: true });
      if (credentialMode === 'TOKEN_BROKER') await mutate(graphql, 'setServerProvider', { serverId: made.id, providerId: provider.id });
      version = (await mutate(graphql, 'createGrant', { applicationId: application.id, registryId: row.id }, 'grant { id }')).configVersion;
      return `${gateway.mcpUrl}/${name}/main`;
    };
    const plan: readonly [string, string, Record<string, string>][] = [
      ['none', await registry('none', 'INTERNAL', {}), { authorization: `Bearer ${key}` }],
      ['internal, static header', await registry('headers', 'INTERNAL', { credentialId: headers }), { authorization: `Bearer ${key}` }],
      ['internal, client credentials', await registry('client', 'INTERNAL', { credentialId: client }), { authorization: `Bearer ${key}` }],
      [
        'OAuth passthrough',
        await registry('passthrough', 'OAUTH_PASSTHROUGH', {}),
        { authorization: 'Bearer upstream-token', 'x-portcullis-key': key },
      ],
      ['token broker', await registry('broker', 'TOKEN_BROKER', {}), { authorization: `Bearer ${key}`, 'x-portcullis-user': 'alice' }],
    ];
    const none = plan[0] as (typeof plan)[0];
    await awaitEnforced(graphql, version);
    const load = startLoad();
    stops.push(() => load.stop());
    const target = async (name: string, url: string, sent: Record<string, string>): Promise<Target> => {
      const session = await openSession(url, null, sent);
      return { name, pids: [gateway.node.pid], job: (size) => legacyJob(url, `text_${size}`, null, session, sent) };
    };
    const targets: Target[] = [];
    for (const [name, url, sent] of plan) targets.push(await target(name, url, sent));
    targets.push(await target('none, agent with a JWT', none[1], { authorization: `Bearer ${agentToken}` }));
    const before = issuer.requests();
    const rows = await measureTargets(load, targets, SHAPE, rounds);
    const [base] = rows;
    printTable(
      `tools/call, 1 KB answer, ${SHAPE.connections} connections, no guardrails: what credentials cost`,
      ['mode', 'p50 us', 'p99 us', 'calls/s', 'CPU us/call', 'x none'],
      rows.map((row) => [
        row.target,
        String(row.p50Us),
        String(row.p99Us),
        row.callsPerSecond.toFixed(0),
        row.cpuUsPerCall.toFixed(0),
        base === undefined ? '' : (row.cpuUsPerCall / base.cpuUsPerCall).toFixed(2),
      ]),
    );
    process.stdout.write(`requests to the authorization server while measuring: ${issuer.requests() - before}\n`);
    return { rows, requestsToAuthorizationServer: issuer.requests() - before };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** An authorization server that issues what it is asked for, and counts. */
async function startIssuer(): Promise<{ origin: string; requests(): number; sign(claims: object): Promise<string>; stop(): void }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const origin = `http://${request.headers.host}`;
    const documents: Record<string, object> = {
      '/jwks': { keys: [jwk] },
      '/token': { access_token: 'client-token', token_type: 'Bearer', expires_in: 3600 },
      '/.well-known/oauth-authorization-server': {
        issuer: origin,
        token_endpoint: `${origin}/token`,
        authorization_endpoint: `${origin}/authorize`,
        jwks_uri: `${origin}/jwks`,
      },
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    requests: () => requests,
    sign: (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'k' })
        .setIssuer(origin)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

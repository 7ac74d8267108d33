/**
 * A real authorization server (oidc-provider) on port 0, standing for a provider of upstream tokens or an organisation's sign-in.
 *
 * It signs `account` in without asking, counts token requests by grant, and misbehaves on request.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { errors, type Configuration } from 'oidc-provider';

/** What a test may set and look at. */
export interface TestAuthorizationServer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is signed in. */
  account: string;
  /** Requests that reached the token endpoint, by grant type. */
  readonly tokenRequests: ReadonlyMap<string, number>;
  /** Parameters of the exchanges that were asked for. */
  readonly exchanged: Record<string, string>[];
  /** Every secret it has issued: codes, access and refresh tokens. */
  readonly issued: Set<string>;
  /** Awaited before a token request is served. */
  beforeToken: (grantType: string) => Promise<void>;
  /** Token requests are answered with this instead, while set. */
  tokenAnswer: { readonly status: number; readonly body: unknown } | null;
  /** What the metadata says and the answer's `iss` is, when it is to lie. */
  lyingIssuer: string | null;
  /** Life of access tokens. */
  accessTokenS: number;
  /** Which resources are known, and the audience of tokens for them; all, as they are, unless set. */
  audienceOf: (resource: string) => string | null;
  stop(): Promise<void>;
}

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** Starts it. `redirectUris` are those of its one registered client. */
export async function startAuthorizationServer(redirectUris: readonly string[]): Promise<TestAuthorizationServer> {
  const server: Server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const counts = new Map<string, number>();
  const state: TestAuthorizationServer = {
    issuer,
    clientId: 'gateway',
    clientSecret: 'gateway-secret-4f1c9b7e2a',
    account: 'alice',
    tokenRequests: counts,
    exchanged: [],
    issued: new Set(),
    beforeToken: () => Promise.resolve(),
    tokenAnswer: null,
    lyingIssuer: null,
    accessTokenS: 3600,
    audienceOf: (resource) => resource,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const configuration = {
    clients: [
      {
        client_id: state.clientId,
        client_secret: state.clientSecret,
        token_endpoint_auth_method: 'client_secret_basic',
        redirect_uris: [...redirectUris],
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials', EXCHANGE],
        response_types: redirectUris.length === 0 ? [] : ['code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    clientDefaults: {
      id_token_signed_response_alg: 'ES256',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
    },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    jwks: { keys: [key] },
    scopes: ['openid', 'offline_access', 'files:read', 'files:write'],
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx: unknown, client: { grantTypeAllowed(type: string): boolean }) => client.grantTypeAllowed('refresh_token'),
    ttl: {
      AccessToken: () => state.accessTokenS,
      ClientCredentials: () => state.accessTokenS,
      RefreshToken: 86_400,
      Grant: 86_400,
      Session: 3600,
      Interaction: 600,
      AuthorizationCode: 60,
      IdToken: 600,
    },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      revocation: { enabled: true },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => undefined,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx: unknown, resource: string) => {
          const audience = state.audienceOf(resource);
          if (audience === null) throw new errors.InvalidTarget();
          return {
            scope: 'files:read files:write',
            audience,
            accessTokenTTL: state.accessTokenS,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
  };
  const provider = new Provider(issuer, configuration as unknown as Configuration);
  provider.registerGrantType(
    EXCHANGE,
    async (ctx) => {
      const { client, params } = ctx.oidc as unknown as { client: object; params: Record<string, string> };
      const { ClientCredentials } = provider as unknown as { ClientCredentials: new (properties: object) => { save(): Promise<string> } };
      const token = new ClientCredentials({ client });
      state.exchanged.push(params);
      ctx.body = {
        access_token: await token.save(),
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        token_type: 'Bearer',
        expires_in: state.accessTokenS,
      };
    },
    ['subject_token', 'subject_token_type', 'requested_token_type', 'resource', 'audience', 'scope'],
    [],
  );
  const library = provider.callback();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', issuer).pathname;
    if (path.startsWith('/interaction/')) return interact(request, response);
    if (path === '/token' && request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const grant = new URLSearchParams(body.toString()).get('grant_type') ?? '';
      counts.set(grant, (counts.get(grant) ?? 0) + 1);
      await state.beforeToken(grant);
      if (state.tokenAnswer !== null) {
        response.writeHead(state.tokenAnswer.status, { 'content-type': 'application/json' }).end(JSON.stringify(state.tokenAnswer.body));
        return;
      }
      // The library takes a body that was read already.
      Object.assign(request, { body: Object.fromEntries(new URLSearchParams(body.toString())) });
      remember(response);
    }
    if (state.lyingIssuer !== null && path.startsWith('/.well-known/')) {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ issuer: state.lyingIssuer, token_endpoint: `${issuer}/token` }));
      return;
    }
    void library(request, response);
  }

  function remember(response: ServerResponse): void {
    const end = response.end.bind(response);
    response.end = ((chunk?: unknown, ...rest: unknown[]) => {
      try {
        const { access_token, refresh_token } = JSON.parse(String(chunk)) as Record<string, string | undefined>;
        for (const token of [access_token, refresh_token]) if (token !== undefined) state.issued.add(token);
      } catch {
        // Not a token response.
      }
      return (end as (...args: unknown[]) => ServerResponse)(chunk, ...rest);
    }) as typeof response.end;
  }

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const details = await provider.interactionDetails(request, response);
    if (details.prompt.name === 'login') {
      await provider.interactionFinished(request, response, { login: { accountId: state.account } }, { mergeWithLastSubmission: false });
      return;
    }
    const grant = new provider.Grant({ accountId: details.session?.accountId, clientId: String(details.params['client_id']) });
    grant.addOIDCScope('openid offline_access files:read files:write');
    const { resource } = details.params as { resource?: string | string[] };
    for (const each of resource === undefined ? [] : [resource].flat()) grant.addResourceScope(each, 'files:read files:write');
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  }
  return state;
}

/** An issuer of JWTs with a real JWKS endpoint on port 0, whose keys can be rotated and which can be made to fail. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';

/** A running issuer. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
  /** How often the key set was fetched. */
  readonly fetches: () => number;
  /** Key set requests are answered with 500 while true. */
  fails: boolean;
  /** A token with these claims; `exp` in five minutes unless given. */
  sign(claims: Record<string, unknown>, options?: { readonly typ?: string; readonly alg?: string }): Promise<string>;
  /** A token whose key id is ours but whose key is not. */
  forge(claims: Record<string, unknown>): Promise<string>;
  /** Replaces the key; the old one leaves the set. */
  rotate(): Promise<void>;
  readonly jwks: () => { keys: JWK[] };
  stop(): Promise<void>;
}

/** Starts an issuer. */
export async function startTokenIssuer(nowMs: () => number = Date.now): Promise<TokenIssuer> {
  let kid = 0;
  let pair = await generateKeyPair('ES256');
  let jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k0', alg: 'ES256', use: 'sig' } as JWK;
  let fetches = 0;
  const server: Server = createServer((_request, response) => {
    fetches += 1;
    if (issuer.fails) {
      response.writeHead(500).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signWith = (claims: Record<string, unknown>, key: CryptoKey, typ: string | undefined): Promise<string> => {
    const seconds = Math.floor(nowMs() / 1000);
    return new SignJWT({ iss: origin, sub: 'alice', iat: seconds, exp: seconds + 300, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: `k${kid}`, ...(typ === undefined ? {} : { typ }) })
      .sign(key);
  };
  const issuer: TokenIssuer = {
    issuer: origin,
    jwksUri: `${origin}/jwks`,
    fetches: () => fetches,
    fails: false,
    sign: (claims, options = {}) => signWith(claims, pair.privateKey as CryptoKey, options.typ),
    forge: async (claims) => signWith(claims, (await generateKeyPair('ES256')).privateKey as CryptoKey, undefined),
    async rotate() {
      kid += 1;
      pair = await generateKeyPair('ES256');
      jwk = { ...(await exportJWK(pair.publicKey)), kid: `k${kid}`, alg: 'ES256', use: 'sig' } as JWK;
    },
    jwks: () => ({ keys: [jwk] }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}

type CryptoKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

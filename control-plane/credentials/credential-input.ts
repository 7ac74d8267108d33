import { z } from 'zod';
import { invalidInput } from '../services/refusal.ts';
import { says, valid } from '../services/validate.ts';

/** Headers that frame the message or belong to MCP: a credential must not set them. */
const RESERVED: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'keep-alive',
  'expect',
  'accept',
  'accept-encoding',
  'proxy-authorization',
  'proxy-connection',
  'mcp-session-id',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'last-event-id',
  'origin',
]);

const header = z.strictObject({
  name: z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, says('is not a header name', 'a token as of RFC 9110, at most 128 characters'))
    .refine(
      (name) => !RESERVED.has(name.toLowerCase()),
      says('may not be set by a credential', 'a header that carries a secret, such as Authorization'),
    ),
  value: z
    .string()
    .min(1, says('is empty', '1 to 8192 visible characters'))
    .max(8192, says('is too long', '1 to 8192 visible characters'))
    .regex(
      /^[\x21-\x7e\x80-\xff]([\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?$/,
      says('holds characters a header cannot carry', 'visible characters, no line breaks, no space at either end'),
    )
    .refine(
      (value) => !/^(Bearer\s+)?pc[kaj]_[A-Za-z0-9_-]{43}$/.test(value),
      says('is a key or token of this gateway', "the server's own secret"),
    ),
});
const Headers = z
  .array(header)
  .min(1, says('is empty', '1 to 20 headers'))
  .max(20, says('has too many entries', '1 to 20 headers'))
  .refine(
    (list) => new Set(list.map(({ name }) => name.toLowerCase())).size === list.length,
    says('names a header twice', 'each header once'),
  );

const endpoint = z
  .string()
  .max(2000)
  .refine(isHttpUrl, says('is not an address', 'an https:// address without user, password or fragment'));
const ClientCredentials = z.strictObject({
  tokenEndpoint: endpoint,
  clientId: z.string().min(1).max(1000),
  clientSecret: z.string().min(1).max(8192),
  authMethod: z.enum(['client_secret_basic', 'client_secret_post']).nullish(),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, says('is not a scope', 'a scope token as of RFC 6749 section 3.3')))
    .max(50)
    .nullish(),
  resource: z.string().max(2000).nullish(),
  audience: z.string().max(2000).nullish(),
});

/** What a credential holds, and the JSON that is sealed. */
export interface CredentialSecret {
  readonly type: 'static_headers' | 'client_credentials';
  readonly headerNames: readonly string[];
  /** Secret. */
  readonly plain: string;
}

/** Checks the secret of a credential. Throws: Refusal (InvalidInput); no problem repeats a value. */
export function secretFrom(headers: unknown, clientCredentials: unknown): CredentialSecret {
  const named = [headers, clientCredentials].filter((part) => part !== null && part !== undefined);
  if (named.length !== 1) {
    throw invalidInput([
      {
        field: 'headers',
        problem: named.length === 0 ? 'is missing' : 'is given beside clientCredentials',
        expected: 'either headers or clientCredentials',
      },
    ]);
  }
  if (headers !== null && headers !== undefined) {
    const { headers: list } = valid(z.object({ headers: Headers }), { headers });
    return {
      type: 'static_headers',
      headerNames: list.map(({ name }) => name),
      plain: JSON.stringify(Object.fromEntries(list.map(({ name, value }) => [name, value]))),
    };
  }
  const { clientCredentials: client } = valid(z.object({ clientCredentials: ClientCredentials }), { clientCredentials });
  return {
    type: 'client_credentials',
    headerNames: [],
    plain: JSON.stringify({
      tokenEndpoint: client.tokenEndpoint,
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      authMethod: client.authMethod ?? 'client_secret_basic',
      scopes: client.scopes ?? [],
      resource: client.resource ?? null,
      audience: client.audience ?? null,
    }),
  };
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' && url.hash === '';
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { masterKeyIn, masterKeysFromFile, MasterKeyUnusable, parseMasterKeys } from './secrets/master-key.ts';
import { looksLikeToken } from './secrets/tokens.ts';

/** Variables that stop the start. The message names each and prints no value. */
export class BadEnvironment extends Error {
  override readonly name = 'BadEnvironment';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the environment cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Certificate and key, PEM; with `ca`, clients must show a certificate of that CA. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer | null;
}

/** How a control plane is to run. */
export interface ControlPlaneEnv {
  /** Null: our own PostgreSQL in the data folder. */
  readonly databaseUrl: string | null;
  readonly databasePoolSize: number;
  readonly dataFolder: string;
  /** Newest first; the first encrypts, all decrypt. Read, or made, when asked for. */
  readonly masterKeys: () => readonly Buffer[];
  readonly httpHost: string;
  /** 0: a free one. */
  readonly httpPort: number;
  readonly httpTls: TlsFiles | null;
  readonly grpcHost: string;
  readonly grpcPort: number;
  readonly grpcTls: TlsFiles | null;
  readonly grpcInsecure: boolean;
  /** Origin agents use; null: nodes take it from the Host header. */
  readonly publicUrl: string | null;
  /** Origin of this control plane as browsers reach it; null: where it listens. */
  readonly consoleUrl: string | null;
  readonly introspection: boolean;
  readonly retentionDays: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Whether discovery may start server programs on this machine. */
  readonly allowsPrograms: boolean;
  readonly bootstrapAdminToken: string | null;
  readonly bootstrapJoinToken: string | null;
  readonly oauth: OAuthEnv;
}

/** How the built-in authorization server and the sign-in of people are to run. */
export interface OAuthEnv {
  /** Whether there is a built-in authorization server. */
  readonly server: boolean;
  /** Whether unknown clients may register themselves there. */
  readonly registration: boolean;
  /** Whether clients may be named by the address of their metadata document. */
  readonly clientDocuments: boolean;
  /** Private hosts or CIDR ranges at which client documents and the sign-in provider may be. */
  readonly allowedPrivateTargets: readonly string[];
  /** The organisation's OpenID provider; null: a local administrator signs in with a token. */
  readonly signIn: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string | null;
    readonly subjectClaim: string;
    readonly scopes: readonly string[];
  } | null;
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
const flag = (fallback: boolean) =>
  z
    .string()
    .refine((text) => text in FLAGS, 'must be true or false')
    .transform((text) => FLAGS[text] === true)
    .default(fallback);
const whole = (fallback: number, min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .default(fallback);
const origin = z
  .string()
  .refine(
    (text) =>
      URL.canParse(text) &&
      /^https?:$/.test(new URL(text).protocol) &&
      new URL(text).pathname === '/' &&
      new URL(text).search === '' &&
      new URL(text).username === '',
    'must be an origin, such as https://mcp.example.com',
  )
  .transform((text) => new URL(text).origin)
  .nullable()
  .default(null);
const host = z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be a host name or address');
const token = (prefix: 'pca' | 'pcj') =>
  z
    .string()
    .refine((text) => looksLikeToken(prefix, text), `must be a token: ${prefix}_ and 43 characters of base64url`)
    .nullable()
    .default(null);
const path = z.string().max(4096).nullable().default(null);
const list = z
  .string()
  .max(10_000)
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .default([]);

/** Every variable the control plane reads. Absent and empty mean the default. */
const Variables = z.object({
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
      'must be a PostgreSQL URL: postgres://user:password@host:port/database',
    )
    .nullable()
    .default(null),
  PORTCULLIS_DATABASE_POOL: whole(10, 2, 200),
  PORTCULLIS_DATA: z.string().max(4096).default('.portcullis'),
  PORTCULLIS_MASTER_KEY: z.string().nullable().default(null),
  PORTCULLIS_MASTER_KEY_FILE: path,
  PORTCULLIS_HTTP_HOST: host.default('127.0.0.1'),
  PORTCULLIS_HTTP_PORT: whole(4000, 0, 65_535),
  PORTCULLIS_HTTP_CERT_FILE: path,
  PORTCULLIS_HTTP_KEY_FILE: path,
  PORTCULLIS_GRPC_HOST: host.default('127.0.0.1'),
  PORTCULLIS_GRPC_PORT: whole(4001, 0, 65_535),
  PORTCULLIS_GRPC_CERT_FILE: path,
  PORTCULLIS_GRPC_KEY_FILE: path,
  PORTCULLIS_GRPC_CA_FILE: path,
  PORTCULLIS_GRPC_INSECURE: flag(false),
  PORTCULLIS_PUBLIC_URL: origin,
  PORTCULLIS_CONSOLE_URL: origin,
  PORTCULLIS_INTROSPECTION: flag(true),
  PORTCULLIS_RETENTION_DAYS: whole(30, 1, 3650),
  PORTCULLIS_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'must be fatal, error, warn, info, debug or silent')
    .default('info'),
  PORTCULLIS_ALLOW_STDIO: flag(false),
  PORTCULLIS_OAUTH_SERVER: flag(true),
  PORTCULLIS_OAUTH_REGISTRATION: flag(true),
  PORTCULLIS_OAUTH_CLIENT_DOCUMENTS: flag(true),
  PORTCULLIS_OAUTH_PRIVATE_TARGETS: list,
  PORTCULLIS_SIGN_IN_ISSUER: z
    .string()
    .max(2048)
    .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'must be the issuer of an OpenID provider, an https:// address')
    .nullable()
    .default(null),
  PORTCULLIS_SIGN_IN_CLIENT_ID: z.string().max(2048).nullable().default(null),
  PORTCULLIS_SIGN_IN_CLIENT_SECRET: z.string().max(4096).nullable().default(null),
  PORTCULLIS_SIGN_IN_CLIENT_SECRET_FILE: path,
  PORTCULLIS_SIGN_IN_SUBJECT_CLAIM: z.string().max(256).default('sub'),
  PORTCULLIS_SIGN_IN_SCOPES: z.string().max(1000).default('openid'),
  PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN: token('pca'),
  PORTCULLIS_BOOTSTRAP_JOIN_TOKEN: token('pcj'),
});

/** Names of the variables, for the documentation's table. */
export const VARIABLES: readonly string[] = Object.keys(Variables.shape);

/**
 * Reads how a control plane is to run. The only reader of its environment.
 *
 * Throws: BadEnvironment naming every variable that cannot be used, and what would be right; never a value.
 */
export function readControlPlaneEnv(source: Readonly<Record<string, string | undefined>>): ControlPlaneEnv {
  const set = Object.fromEntries(
    VARIABLES.flatMap((name) => (source[name] === undefined || source[name] === '' ? [] : [[name, source[name]]])),
  );
  const parsed = Variables.safeParse(set);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  const env = parsed.success ? parsed.data : null;
  const file = (name: string, at: string | null | undefined): Buffer | null => {
    if (at === null || at === undefined) return null;
    try {
      return readFileSync(at);
    } catch (error) {
      problems.push(`${name} names a file that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
      return null;
    }
  };
  const tls = (part: 'HTTP' | 'GRPC', ca: Buffer | null): TlsFiles | null => {
    const names = [`PORTCULLIS_${part}_CERT_FILE`, `PORTCULLIS_${part}_KEY_FILE`] as const;
    const [cert, key] = names.map((name) => file(name, env?.[name as 'PORTCULLIS_HTTP_CERT_FILE']));
    if ((set[names[0]] === undefined) !== (set[names[1]] === undefined)) problems.push(`${names[0]} and ${names[1]} must be set together`);
    return cert && key ? { cert, key, ca } : null;
  };
  const httpTls = tls('HTTP', null);
  const grpcTls = tls('GRPC', file('PORTCULLIS_GRPC_CA_FILE', env?.PORTCULLIS_GRPC_CA_FILE));
  if (set['PORTCULLIS_GRPC_CA_FILE'] !== undefined && set['PORTCULLIS_GRPC_CERT_FILE'] === undefined)
    problems.push('PORTCULLIS_GRPC_CA_FILE needs PORTCULLIS_GRPC_CERT_FILE and PORTCULLIS_GRPC_KEY_FILE');
  const masterKeys = masterKeyReader(set, problems);
  const signInSecret =
    env?.PORTCULLIS_SIGN_IN_CLIENT_SECRET ??
    file('PORTCULLIS_SIGN_IN_CLIENT_SECRET_FILE', env?.PORTCULLIS_SIGN_IN_CLIENT_SECRET_FILE)?.toString('utf8').trim() ??
    null;
  if ((set['PORTCULLIS_SIGN_IN_ISSUER'] === undefined) !== (set['PORTCULLIS_SIGN_IN_CLIENT_ID'] === undefined))
    problems.push('PORTCULLIS_SIGN_IN_ISSUER and PORTCULLIS_SIGN_IN_CLIENT_ID must be set together');
  if (env === null || problems.length > 0) throw new BadEnvironment(problems);
  return {
    databaseUrl: env.DATABASE_URL,
    databasePoolSize: env.PORTCULLIS_DATABASE_POOL,
    dataFolder: env.PORTCULLIS_DATA,
    masterKeys,
    httpHost: env.PORTCULLIS_HTTP_HOST,
    httpPort: env.PORTCULLIS_HTTP_PORT,
    httpTls,
    grpcHost: env.PORTCULLIS_GRPC_HOST,
    grpcPort: env.PORTCULLIS_GRPC_PORT,
    grpcTls,
    grpcInsecure: env.PORTCULLIS_GRPC_INSECURE,
    publicUrl: env.PORTCULLIS_PUBLIC_URL,
    consoleUrl: env.PORTCULLIS_CONSOLE_URL,
    introspection: env.PORTCULLIS_INTROSPECTION,
    retentionDays: env.PORTCULLIS_RETENTION_DAYS,
    logLevel: env.PORTCULLIS_LOG_LEVEL,
    allowsPrograms: env.PORTCULLIS_ALLOW_STDIO,
    bootstrapAdminToken: env.PORTCULLIS_BOOTSTRAP_ADMIN_TOKEN,
    bootstrapJoinToken: env.PORTCULLIS_BOOTSTRAP_JOIN_TOKEN,
    oauth: {
      server: env.PORTCULLIS_OAUTH_SERVER,
      registration: env.PORTCULLIS_OAUTH_REGISTRATION,
      clientDocuments: env.PORTCULLIS_OAUTH_CLIENT_DOCUMENTS,
      allowedPrivateTargets: env.PORTCULLIS_OAUTH_PRIVATE_TARGETS,
      signIn:
        env.PORTCULLIS_SIGN_IN_ISSUER === null || env.PORTCULLIS_SIGN_IN_CLIENT_ID === null
          ? null
          : {
              issuer: env.PORTCULLIS_SIGN_IN_ISSUER,
              clientId: env.PORTCULLIS_SIGN_IN_CLIENT_ID,
              clientSecret: signInSecret,
              subjectClaim: env.PORTCULLIS_SIGN_IN_SUBJECT_CLAIM,
              scopes: env.PORTCULLIS_SIGN_IN_SCOPES.split(' ').filter((scope) => scope !== ''),
            },
    },
  };
}

/** Keys that are given are read now, so that a bad one stops the start; the one in the data folder is read, or made, when it is needed. */
function masterKeyReader(set: Readonly<Record<string, string | undefined>>, problems: string[]): () => readonly Buffer[] {
  const inline = set['PORTCULLIS_MASTER_KEY'];
  const file = set['PORTCULLIS_MASTER_KEY_FILE'];
  if (inline !== undefined && file !== undefined)
    problems.push('PORTCULLIS_MASTER_KEY and PORTCULLIS_MASTER_KEY_FILE are both set; keep one');
  try {
    if (inline !== undefined) return constant(parseMasterKeys(inline, 'PORTCULLIS_MASTER_KEY'));
    if (file !== undefined) return constant(masterKeysFromFile(file, 'PORTCULLIS_MASTER_KEY_FILE'));
  } catch (error) {
    if (!(error instanceof MasterKeyUnusable)) throw error;
    problems.push(error.message);
  }
  const folder = set['PORTCULLIS_DATA'] ?? '.portcullis';
  return () => masterKeyIn(folder);
}

function constant(keys: readonly Buffer[]): () => readonly Buffer[] {
  return () => keys;
}

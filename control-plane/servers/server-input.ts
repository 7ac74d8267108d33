import { z } from 'zod';
import { invalidInput } from '../services/refusal.ts';
import type { Problem } from '../services/refusal.ts';
import { label, says, whole } from '../services/validate.ts';

const credentialMode = z.enum(['internal', 'oauth_passthrough', 'token_broker']);
const url = z
  .string()
  .max(2000, says('is too long', 'at most 2000 characters'))
  .refine(isServerUrl, says('is not an address of a server', 'http:// or https://, without user, password or fragment'));
const resourceUri = z
  .string()
  .max(2000)
  .refine(
    (text) => URL.canParse(text) && new URL(text).hash === '',
    says('is not a resource URI', 'an absolute URI without fragment (RFC 8707)'),
  );
const argument = z
  .string()
  .max(4096)
  .refine((text) => !text.includes('\0'), says('holds a NUL character', 'text without NUL'));
const command = z
  .array(argument)
  .min(1, says('is empty', 'the program and its arguments'))
  .max(100, says('has too many entries', 'at most 100'))
  .refine((parts) => (parts[0] ?? '').trim() !== '', says('names no program', 'the program first, then its arguments'));
const environment = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, says('is not a variable name', 'letters, digits and "_"')),
      value: argument,
    }),
  )
  .max(100, says('has too many entries', 'at most 100'))
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, says('names a variable twice', 'each variable once'));
const limits = z.strictObject({
  timeoutMs: whole(100, 600_000).nullish(),
  maxResponseBytes: whole(1024, 1_073_741_824).nullish(),
  maxConcurrent: whole(1, 10_000).nullish(),
  requestsPerMinute: whole(1, 1_000_000).nullish(),
});

const common = {
  enabled: z.boolean().nullish(),
  url: url.nullish(),
  command: command.nullish(),
  environment: environment.nullish(),
  credentialMode: credentialMode.nullish(),
  credentialId: z.string().nullish(),
  resourceUri: resourceUri.nullish(),
  limits: limits.nullish(),
};

/** What a new server is made of. */
export const CreateServer = z.strictObject({
  registryId: z.string(),
  name: label,
  transport: z.enum(['streamable_http', 'sse', 'stdio']).nullish(),
  ...common,
});
/** What may change about a server. */
export const UpdateServer = z.strictObject({ id: z.string(), expectedRevision: z.int(), name: label.nullish(), ...common });

/** The bounds as the table has them; absent and null mean the node's default. */
export function limitColumns(given: z.infer<typeof limits> | null): {
  timeoutMs: number | null;
  maxResponseBytes: number | null;
  maxConcurrent: number | null;
  requestsPerMinute: number | null;
} {
  return {
    timeoutMs: given?.timeoutMs ?? null,
    maxResponseBytes: given?.maxResponseBytes ?? null,
    maxConcurrent: given?.maxConcurrent ?? null,
    requestsPerMinute: given?.requestsPerMinute ?? null,
  };
}

/** Refuses what does not go together. Throws: Refusal (InvalidInput). */
export function mustFitTransport(
  transport: 'streamable_http' | 'sse' | 'stdio',
  at: { readonly url: string | null; readonly command: readonly string[]; readonly environment: boolean },
): void {
  const problems: Problem[] = [];
  if (transport === 'stdio') {
    if (at.command.length === 0)
      problems.push({ field: 'command', problem: 'is missing', expected: 'the program and its arguments, for STDIO' });
    if (at.url !== null) problems.push({ field: 'url', problem: 'does not go with STDIO', expected: 'a command, or an HTTP transport' });
  } else {
    if (at.url === null) problems.push({ field: 'url', problem: 'is missing', expected: 'the address of the server, for HTTP transports' });
    if (at.command.length > 0)
      problems.push({ field: 'command', problem: 'does not go with an HTTP transport', expected: 'a url, or transport STDIO' });
    if (at.environment) problems.push({ field: 'environment', problem: 'does not go with an HTTP transport', expected: 'transport STDIO' });
  }
  if (problems.length > 0) throw invalidInput(problems);
}

function isServerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const parsed = new URL(text);
  return (
    (parsed.protocol === 'https:' || parsed.protocol === 'http:') && parsed.username === '' && parsed.password === '' && parsed.hash === ''
  );
}

import { z } from 'zod';
import type { GuardedFetcher } from '../../../data-plane/lib/guarded-fetch.ts';
import { permit } from '../../admin-tokens/permissions.ts';
import type { ProjectStore } from '../../projects/store.ts';
import type { Vault } from '../../secrets/vault.ts';
import type { ServerStore } from '../../servers/store.ts';
import { commitChange, type Changed } from '../../services/change.ts';
import { newId } from '../../services/ids.ts';
import type { Page, PageArgs } from '../../services/page.ts';
import { holdForChange, holdReference, reader, type Reader } from '../../services/reader.ts';
import { inUse, invalidInput } from '../../services/refusal.ts';
import type { Orm, Transaction } from '../../services/transaction.ts';
import { given, printable, says, title, valid } from '../../services/validate.ts';
import type { Viewer } from '../../services/viewer.ts';
import { defaultAuthMethod } from '../client.ts';
import { CALLBACK_PATH, CLIENT_METADATA_PATH } from '../connect/link.ts';
import { registerClient } from '../registration.ts';
import { discoverServer, DiscoveryRefused, type ServerMetadata } from '../server-metadata.ts';
import { projectOfServer, providerStore, secretContext, serversOfProvider, type ProviderRow } from './store.ts';

/** Configures the authorization servers at which the gateway is a client. */
export interface ProviderService extends Reader<ProviderRow> {
  listOf(viewer: Viewer, projectId: string | null, args: PageArgs): Promise<Page<ProviderRow>>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ provider: ProviderRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ provider: ProviderRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
  /** Says which provider issues the tokens of a server in broker mode; null takes it away. */
  bind(viewer: Viewer, input: unknown): Promise<Changed<{ serverId: string }>>;
}

/** What the service needs of other parts. */
export interface ProviderParts {
  readonly projects: ProjectStore;
  readonly servers: ServerStore;
  readonly vault: Vault;
  readonly fetcher: GuardedFetcher;
  /** Origin of the control plane as browsers reach it. */
  readonly origin: () => string;
}

const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/, says('is not a scope', 'a scope token as of RFC 6749 section 3.3'));
const absoluteUri = z
  .string()
  .max(2048)
  .refine((text) => URL.canParse(text), says('is not a URI', 'an absolute URI'));
const parameters = z
  .array(z.strictObject({ name: z.string().regex(/^[a-z_]{1,64}$/), value: z.string().max(512) }))
  .max(20)
  .refine(
    (list) => list.every(({ name }) => !RESERVED.has(name)),
    says('sets a parameter that the gateway sets itself', 'other parameters, such as prompt or access_type'),
  );
const RESERVED: ReadonlySet<string> = new Set([
  'client_id',
  'redirect_uri',
  'response_type',
  'state',
  'code_challenge',
  'code_challenge_method',
  'resource',
  'scope',
  'nonce',
  'request',
  'request_uri',
  'response_mode',
]);

const changeable = {
  name: title.optional(),
  clientSecret: z.string().min(1).max(8192).nullish(),
  authMethod: z.enum(['client_secret_basic', 'client_secret_post', 'none']).optional(),
  scopes: z.array(scope).max(100).optional(),
  sendsResource: z.boolean().optional(),
  authorizationParameters: parameters.optional(),
  audience: printable(1, 2048).nullish(),
  subjectTokenType: absoluteUri.nullish(),
  requestedTokenType: absoluteUri.nullish(),
};
const CreateInput = z.strictObject({
  ...changeable,
  authMethod: changeable.authMethod.nullish(),
  scopes: changeable.scopes.nullish(),
  sendsResource: changeable.sendsResource.nullish(),
  authorizationParameters: changeable.authorizationParameters.nullish(),
  projectId: z.string(),
  name: title,
  issuer: z.string().min(1).max(2048),
  registration: z.enum(['manual', 'metadata_document', 'dynamic']).nullish(),
  clientId: z.string().min(1).max(2048).nullish(),
  grant: z.enum(['authorization_code', 'token_exchange']).nullish(),
});
const UpdateInput = z.strictObject({
  ...changeable,
  id: z.string(),
  expectedRevision: z.int(),
  clientId: z.string().min(1).max(2048).optional(),
  rediscover: z.boolean().nullish(),
});
const BindInput = z.strictObject({ serverId: z.string(), providerId: z.string().nullish() });

/** The service of OAuth providers. */
export function providerService(orm: Orm, parts: ProviderParts): ProviderService {
  const { vault, fetcher } = parts;
  const store = providerStore(orm);
  const read = reader(store, 'config.read');
  const targetsOf = async (projectId: string): Promise<readonly string[]> =>
    (await parts.projects.byIds([projectId], null))[0]?.allowedPrivateTargets ?? [];
  return {
    ...read,
    listOf: (viewer, projectId, args) => read.list(viewer, store.within(projectId), args),
    async create(viewer, input) {
      permit(viewer, 'oauth-provider.create');
      const { clientSecret, authorizationParameters, clientId, ...fields } = valid(CreateInput, input);
      const registration = fields.registration ?? 'manual';
      const grant = fields.grant ?? 'authorization_code';
      const fetchWith = fetcher.for(await targetsOf(fields.projectId));
      const metadata = await asProblem('issuer', discoverServer(fields.issuer, fetchWith));
      mustFitGrant(metadata, grant);
      const id = newId('OAuthProvider');
      const client = await clientFor(
        registration,
        metadata,
        { clientId: clientId ?? null, clientSecret: clientSecret ?? null },
        fields.scopes ?? [],
        parts,
        fetchWith,
      );
      return commitChange(orm, viewer, async (tx) => {
        await holdReference(tx, parts.projects, 'Project', viewer, fields.projectId);
        const provider = await store.insert(tx, {
          id,
          projectId: fields.projectId,
          name: fields.name,
          issuer: fields.issuer,
          registration,
          grant,
          sendsResource: fields.sendsResource ?? true,
          metadata,
          clientId: client.clientId,
          clientSecretSealed: client.clientSecret === null ? null : vault.seal(client.clientSecret, secretContext(id)),
          authMethod: fields.authMethod ?? client.authMethod,
          scopes: fields.scopes ?? [],
          authorizationParameters: asRecord(authorizationParameters ?? []),
          audience: fields.audience ?? null,
          subjectTokenType: fields.subjectTokenType ?? null,
          requestedTokenType: fields.requestedTokenType ?? null,
        });
        return { value: { provider }, touched: [], audit: [fact('oauth-provider.create', null, provider)] };
      });
    },
    async update(viewer, input) {
      permit(viewer, 'oauth-provider.update');
      const { id, expectedRevision, clientSecret, authorizationParameters, rediscover, ...fields } = valid(UpdateInput, input);
      const [known] = await store.byIds([id], viewer.projectId);
      const metadata =
        rediscover === true && known !== undefined
          ? await asProblem('id', discoverServer(known.issuer, fetcher.for(await targetsOf(known.projectId))))
          : null;
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'OAuthProvider', viewer, id, expectedRevision);
        const provider = await store.update(tx, id, {
          ...given(fields),
          ...(metadata === null ? {} : { metadata, metadataAt: new Date() }),
          ...(clientSecret === undefined
            ? {}
            : { clientSecretSealed: clientSecret === null ? null : vault.seal(clientSecret, secretContext(id)) }),
          ...(authorizationParameters === undefined ? {} : { authorizationParameters: asRecord(authorizationParameters) }),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        return { value: { provider }, touched: [], audit: [fact('oauth-provider.update', before, provider)] };
      });
    },
    async remove(viewer, id) {
      permit(viewer, 'oauth-provider.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'OAuthProvider', viewer, id);
        const using = await serversOfProvider(tx, id);
        if (using.length > 0) throw inUse('servers get their tokens from this provider; bind them to another one first', using);
        await store.remove(tx, id);
        return { value: { deletedId: id }, touched: [], audit: [fact('oauth-provider.delete', before, null)] };
      });
    },
    async bind(viewer, input) {
      permit(viewer, 'server.bind-provider');
      const { serverId, providerId: chosen } = valid(BindInput, input);
      const providerId = chosen ?? null;
      return commitChange(orm, viewer, async (tx) => {
        const server = await holdForChange(tx, parts.servers, 'Server', viewer, serverId);
        const provider = providerId === null ? null : await holdReference(tx, store, 'OAuthProvider', viewer, providerId);
        await mustShareProject(tx, serverId, provider);
        await parts.servers.update(tx, serverId, { providerId, revision: server.revision + 1, updatedAt: new Date() });
        const audit = {
          action: 'server.bind-provider',
          kind: 'Server',
          id: serverId,
          name: server.name,
          projectId: provider?.projectId ?? null,
          before: { providerId: server.providerId },
          after: { providerId },
        };
        return { value: { serverId }, touched: [{ kind: 'Server', id: serverId }], audit: [audit] };
      });
    },
  };
}

interface Client {
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly authMethod: ProviderRow['authMethod'];
}

async function clientFor(
  registration: ProviderRow['registration'],
  metadata: ServerMetadata,
  typed: { readonly clientId: string | null; readonly clientSecret: string | null },
  scopes: readonly string[],
  parts: ProviderParts,
  fetchWith: ReturnType<GuardedFetcher['for']>,
): Promise<Client> {
  if (registration === 'manual') {
    if (typed.clientId === null)
      throw invalidInput([
        { field: 'clientId', problem: 'is missing', expected: 'the client id that the provider gave, or another kind of registration' },
      ]);
    return {
      clientId: typed.clientId,
      clientSecret: typed.clientSecret,
      authMethod: defaultAuthMethod(metadata, typed.clientSecret !== null),
    };
  }
  if (typed.clientId !== null || typed.clientSecret !== null) {
    throw invalidInput([
      {
        field: 'clientId',
        problem: `does not go with the registration ${registration.toUpperCase()}`,
        expected: 'no client id and no secret',
      },
    ]);
  }
  if (registration === 'dynamic')
    return asProblem('registration', registerClient(metadata, `${parts.origin()}${CALLBACK_PATH}`, scopes, fetchWith));
  if (metadata.client_id_metadata_document_supported !== true) {
    throw invalidInput([
      {
        field: 'registration',
        problem: `is not offered by ${metadata.issuer}, whose metadata has no client_id_metadata_document_supported`,
        expected: 'MANUAL or DYNAMIC',
      },
    ]);
  }
  return { clientId: `${parts.origin()}${CLIENT_METADATA_PATH}`, clientSecret: null, authMethod: 'none' };
}

function mustFitGrant(metadata: ServerMetadata, grant: ProviderRow['grant']): void {
  const problem = (text: string, expected: string) => invalidInput([{ field: 'issuer', problem: text, expected }]);
  if (metadata.token_endpoint === undefined) throw problem('names no token endpoint in its metadata', 'an issuer of access tokens');
  if (grant !== 'authorization_code') return;
  if (metadata.authorization_endpoint === undefined)
    throw problem('names no authorization endpoint in its metadata', 'an issuer that people can sign in to');
  const methods = metadata.code_challenge_methods_supported;
  if (methods !== undefined && !methods.includes('S256'))
    throw problem('does not support PKCE with S256', 'an issuer that does (OAuth 2.1)');
}

async function mustShareProject(tx: Transaction, serverId: string, provider: ProviderRow | null): Promise<void> {
  if (provider === null) return;
  if ((await projectOfServer(tx, serverId)) !== provider.projectId)
    throw invalidInput([
      { field: 'providerId', problem: 'belongs to another project', expected: "a provider of the server's own project" },
    ]);
}

async function asProblem<T>(field: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DiscoveryRefused)
      throw invalidInput([
        { field, problem: `cannot be used: ${error.message}`, expected: 'an issuer whose metadata can be fetched from here' },
      ]);
    throw error;
  }
}

function asRecord(list: readonly { name: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

function fact(action: string, before: ProviderRow | null, after: ProviderRow | null) {
  const row = (after ?? before) as ProviderRow;
  return {
    action,
    kind: 'OAuthProvider',
    id: row.id,
    name: row.name,
    projectId: row.projectId,
    before: shown(before),
    after: shown(after),
  };
}

function shown(row: ProviderRow | null): object | null {
  if (row === null) return null;
  const { name, issuer, registration, clientId, authMethod, grant, scopes, sendsResource, audience, revision } = row;
  return {
    name,
    issuer,
    registration,
    clientId,
    authMethod,
    grant,
    scopes,
    sendsResource,
    audience,
    hasSecret: row.clientSecretSealed !== null,
    revision,
  };
}

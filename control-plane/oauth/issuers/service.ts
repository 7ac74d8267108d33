import { z } from 'zod';
import { ClaimMapping } from '../../../data-plane/lib/claim-mapping.ts';
import type { GuardedFetcher } from '../../../data-plane/lib/guarded-fetch.ts';
import { permit } from '../../admin-tokens/permissions.ts';
import type { ProjectStore } from '../../projects/store.ts';
import { commitChange, type Changed } from '../../services/change.ts';
import { newId } from '../../services/ids.ts';
import type { Page, PageArgs } from '../../services/page.ts';
import { holdForChange, holdReference, reader, type Reader } from '../../services/reader.ts';
import { invalidInput } from '../../services/refusal.ts';
import type { Orm } from '../../services/transaction.ts';
import { given, says, valid } from '../../services/validate.ts';
import type { Viewer } from '../../services/viewer.ts';
import { discoverServer, DiscoveryRefused } from '../server-metadata.ts';
import { issuerStore, type IssuerRow } from './store.ts';

/** Configures whose tokens agents may present, and what their claims mean. */
export interface IssuerService extends Reader<IssuerRow> {
  listOf(viewer: Viewer, projectId: string | null, args: PageArgs): Promise<Page<IssuerRow>>;
  create(viewer: Viewer, input: unknown): Promise<Changed<{ issuer: IssuerRow }>>;
  update(viewer: Viewer, input: unknown): Promise<Changed<{ issuer: IssuerRow }>>;
  remove(viewer: Viewer, id: string): Promise<Changed<{ deletedId: string }>>;
}

const algorithm = z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'], {
  error: says('is not an algorithm that is taken', 'an asymmetric signature algorithm such as RS256, PS256, ES256 or EdDSA'),
});
const changeable = {
  audiences: z.array(z.string().min(1).max(2048)).max(20).optional(),
  algorithms: z.array(algorithm).max(11).optional(),
  claimMapping: z.unknown().optional(),
  enabled: z.boolean().optional(),
  jwksUri: z
    .string()
    .max(2048)
    .refine((text) => /^https?:/.test(text) && URL.canParse(text), says('is not an address', 'an https:// address'))
    .nullish(),
};
const CreateInput = z.strictObject({
  ...changeable,
  audiences: changeable.audiences.nullish(),
  algorithms: changeable.algorithms.nullish(),
  enabled: changeable.enabled.nullish(),
  projectId: z.string(),
  issuer: z.string().min(1).max(2048),
});
const UpdateInput = z.strictObject({ ...changeable, id: z.string(), expectedRevision: z.int() });

/** The service of issuers. */
export function issuerService(orm: Orm, parts: { readonly projects: ProjectStore; readonly fetcher: GuardedFetcher }): IssuerService {
  const store = issuerStore(orm);
  const read = reader(store, 'config.read');
  return {
    ...read,
    listOf: (viewer, projectId, args) => read.list(viewer, store.within(projectId), args),
    async create(viewer, input) {
      permit(viewer, 'issuer.create');
      const { claimMapping, jwksUri, ...fields } = valid(CreateInput, input);
      const mapping = mappingOf(claimMapping);
      const uri = jwksUri ?? (await discoveredKeys(fields.issuer, await targetsOf(parts.projects, fields.projectId), parts.fetcher));
      return commitChange(orm, viewer, async (tx) => {
        await holdReference(tx, parts.projects, 'Project', viewer, fields.projectId);
        const id = newId('Issuer');
        const issuer = await store.insert(tx, {
          ...fields,
          id,
          jwksUri: uri,
          audiences: fields.audiences ?? [],
          algorithms: fields.algorithms ?? [],
          enabled: fields.enabled ?? true,
          claimMapping: mapping,
        });
        return { value: { issuer }, touched: [{ kind: 'Issuer', id }], audit: [fact('issuer.create', null, issuer)] };
      });
    },
    async update(viewer, input) {
      permit(viewer, 'issuer.update');
      const { id, expectedRevision, claimMapping, jwksUri, ...fields } = valid(UpdateInput, input);
      const mapping = claimMapping === undefined ? undefined : mappingOf(claimMapping);
      const [known] = await store.byIds([id], viewer.projectId);
      const uri =
        jwksUri === null && known !== undefined
          ? await discoveredKeys(known.issuer, await targetsOf(parts.projects, known.projectId), parts.fetcher)
          : (jwksUri ?? undefined);
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Issuer', viewer, id, expectedRevision);
        const issuer = await store.update(tx, id, {
          ...given({ ...fields, claimMapping: mapping, jwksUri: uri }),
          revision: before.revision + 1,
          updatedAt: new Date(),
        });
        return { value: { issuer }, touched: [{ kind: 'Issuer', id }], audit: [fact('issuer.update', before, issuer)] };
      });
    },
    async remove(viewer, id) {
      permit(viewer, 'issuer.delete');
      return commitChange(orm, viewer, async (tx) => {
        const before = await holdForChange(tx, store, 'Issuer', viewer, id);
        await store.remove(tx, id);
        return { value: { deletedId: id }, touched: [{ kind: 'Issuer', id }], audit: [fact('issuer.delete', before, null)] };
      });
    },
  };
}

async function targetsOf(projects: ProjectStore, projectId: string): Promise<readonly string[]> {
  return (await projects.byIds([projectId], null))[0]?.allowedPrivateTargets ?? [];
}

async function discoveredKeys(issuer: string, allowed: readonly string[], fetcher: GuardedFetcher): Promise<string> {
  try {
    const { jwks_uri: uri } = await discoverServer(issuer, fetcher.for(allowed));
    if (uri !== undefined) return uri;
    throw new DiscoveryRefused(`the metadata of ${issuer} names no jwks_uri`);
  } catch (error) {
    if (!(error instanceof DiscoveryRefused)) throw error;
    throw invalidInput([
      {
        field: 'issuer',
        problem: `cannot be used: ${error.message}`,
        expected: 'an issuer whose metadata can be fetched from here, or jwksUri beside it',
      },
    ]);
  }
}

function mappingOf(value: unknown): Record<string, unknown> {
  const parsed = ClaimMapping.safeParse(value);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  throw invalidInput(
    parsed.error.issues.map(({ path, message }) => ({
      field: ['claimMapping', ...path.map(String)].join('.'),
      problem: message,
      expected: 'see the description of claimMapping',
    })),
  );
}

function fact(action: string, before: IssuerRow | null, after: IssuerRow | null) {
  const row = (after ?? before) as IssuerRow;
  return { action, kind: 'Issuer', id: row.id, name: row.issuer, projectId: row.projectId, before: shown(before), after: shown(after) };
}

function shown(row: IssuerRow | null): object | null {
  if (row === null) return null;
  const { issuer, jwksUri, audiences, algorithms, claimMapping, enabled, revision } = row;
  return { issuer, jwksUri, audiences, algorithms, claimMapping, enabled, revision };
}

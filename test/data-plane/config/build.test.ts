import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSnapshot, type Built } from '../../../data-plane/config/build.ts';
import { applyPush, type HeldConfig } from '../../../data-plane/config/decode.ts';
import { HashMap } from '../../../data-plane/config/hash-map.ts';
import type { Snapshot } from '../../../data-plane/config/snapshot.ts';
import type { ResourceKind } from '../../../proto/codec.ts';
import { messageType } from '../../../proto/load.ts';
import { ConfigScript, SMALL_CONFIG } from '../../support/fake-control-plane.ts';

type Literal = { readonly kind: ResourceKind; readonly message: Record<string, unknown> };

/** A snapshot as plain values, whatever the order its maps were filled in. */
function plain(snapshot: Snapshot): unknown {
  return JSON.parse(
    JSON.stringify(snapshot, (name, value: unknown) => {
      if (name === 'policy') return (value as { policy: unknown }).policy;
      if (value instanceof Map || value instanceof HashMap)
        return [...(value as ReadonlyMap<string, unknown>)].sort(([a], [b]) => (a < b ? -1 : 1));
      if (value instanceof Set) return [...(value as Set<string>)].sort();
      return value;
    }),
  );
}

const index = fc.integer({ min: 0, max: 2 });
const word = fc.constantFrom('a', 'b', 'c', 'd', 'a-rather-long-name-that-has-to-be-shortened-on-the-aggregated-endpoint');
/** Any resources of a small world; what refers to nothing is left out afterwards. */
const literal: fc.Arbitrary<Literal> = fc.oneof(
  index.map((n) => ({ kind: 'Project' as const, message: { id: `p${n}`, name: `p${n}` } })),
  fc.tuple(index, index, fc.constantFrom('allow', 'block')).map(([n, p, action]) => ({
    kind: 'Policy' as const,
    message: {
      id: `pol${n}`,
      projectId: `p${p}`,
      rules: Buffer.from(
        JSON.stringify({
          rules: [
            {
              id: 'r',
              match: 'family:secret',
              phase: 'both',
              threshold: 0.5,
              action,
              mode: 'enforce',
              message: null,
              onFailure: 'block',
              server: null,
              tool: null,
              applicationId: null,
            },
          ],
        }),
      ),
    },
  })),
  fc.tuple(index, index, index, fc.constantFrom('internal', 'token_broker')).map(([n, p, pol, credentialMode]) => ({
    kind: 'Registry' as const,
    message: { id: `r${n}`, projectId: `p${p}`, name: `reg${n}`, enabled: true, credentialMode, policyId: `pol${pol}` },
  })),
  fc.tuple(index, index, fc.integer({ min: 1, max: 3 })).map(([n, p, version]) => ({
    kind: 'Credential' as const,
    message: { id: `c${n}`, projectId: `p${p}`, version, type: 'static_headers', headers: { x: `${version}` } },
  })),
  fc.tuple(index, index, fc.option(index), fc.constantFrom('', 'internal')).map(([n, r, c, credentialMode]) => ({
    kind: 'Server' as const,
    message: {
      id: `s${n}`,
      registryId: `r${r}`,
      name: `srv${n}`,
      enabled: true,
      transport: 'streamable_http',
      url: 'http://127.0.0.1:9/',
      credentialId: c === null ? '' : `c${c}`,
      credentialMode,
    },
  })),
  fc
    .tuple(
      fc.integer({ min: 0, max: 5 }),
      index,
      word,
      fc.constantFrom('tool', 'resource', 'prompt'),
      fc.constantFrom('enabled', 'quarantined'),
      fc.string(),
    )
    .map(([n, s, name, type, state, description]) => ({
      kind: 'Item' as const,
      message: {
        id: `i${n}`,
        serverId: `s${s}`,
        type,
        name: `${name}${n}`,
        state,
        digest: 'd',
        definition: Buffer.from(JSON.stringify({ name, description })),
      },
    })),
  fc
    .tuple(index, index, fc.boolean())
    .map(([n, p, enabled]) => ({ kind: 'Application' as const, message: { id: `a${n}`, projectId: `p${p}`, name: `a${n}`, enabled } })),
  fc.tuple(fc.integer({ min: 0, max: 5 }), index, fc.boolean(), fc.integer({ min: 0, max: 1 })).map(([n, a, revoked, turn]) => ({
    kind: 'ApplicationKey' as const,
    message: { id: `k${n}`, applicationId: `a${a}`, hash: `${n}${turn}`.padStart(64, '0'), revoked },
  })),
  fc.tuple(index, index, index, fc.boolean()).map(([n, a, r, readOnly]) => ({
    kind: 'Grant' as const,
    message: { id: `g${n}`, applicationId: `a${a}`, registryId: `r${r}`, readOnly },
  })),
);
const nameOf = ({ kind, message }: Literal): string => `${kind} ${String(message['id'])}`;
/** A world where everything is there and refers to what has the same number. */
const FULL: readonly Literal[] = [0, 1, 2].flatMap((n): Literal[] => [
  { kind: 'Project', message: { id: `p${n}`, name: `p${n}` } },
  { kind: 'Policy', message: { id: `pol${n}`, projectId: `p${n}`, rules: Buffer.from('{"rules":[]}') } },
  {
    kind: 'Registry',
    message: { id: `r${n}`, projectId: `p${n}`, name: `reg${n}`, enabled: true, credentialMode: 'internal', policyId: `pol${n}` },
  },
  { kind: 'Credential', message: { id: `c${n}`, projectId: `p${n}`, version: 1, type: 'static_headers', headers: { x: '1' } } },
  {
    kind: 'Server',
    message: {
      id: `s${n}`,
      registryId: `r${n}`,
      name: `srv${n}`,
      enabled: true,
      transport: 'sse',
      url: 'http://127.0.0.1:9/',
      credentialId: `c${n}`,
    },
  },
  ...[n, n + 3].map((m): Literal => ({
    kind: 'Item',
    message: { id: `i${m}`, serverId: `s${n}`, type: 'tool', name: `a${m}`, state: 'enabled', digest: 'd', definition: Buffer.from('{}') },
  })),
  { kind: 'Application', message: { id: `a${n}`, projectId: `p${n}`, name: `a${n}`, enabled: true } },
  ...[n, n + 3].map((m): Literal => ({
    kind: 'ApplicationKey',
    message: { id: `k${m}`, applicationId: `a${n}`, hash: `${m}0`.padStart(64, '0') },
  })),
  { kind: 'Grant', message: { id: `g${n}`, applicationId: `a${n}`, registryId: `r${n}` } },
]);
/** The full world with a few things changed and a few left out. */
const world = fc
  .tuple(fc.array(literal, { maxLength: 8 }), fc.subarray(FULL.map(nameOf), { maxLength: 3 }))
  .map(([changed, left]) => [...FULL, ...changed].filter((each) => !left.includes(nameOf(each))));

/** The world without what refers to nothing, one resource an id. */
function closed(literals: readonly Literal[]): Literal[] {
  const fleet = SMALL_CONFIG.find(({ kind }) => kind === 'Fleet') as Literal;
  let kept = [...new Map([fleet, ...literals].map((each) => [nameOf(each), each])).values()];
  for (;;) {
    const push = messageType('Push').deserialize(messageType('Push').serialize(new ConfigScript().push('1', '', kept)));
    const applied = applyPush(null, push, null);
    if (applied.ok) return kept;
    const names = applied.problems.map((problem) => /^(\S+ \S+) refers to/.exec(problem)?.[1]);
    kept = kept.filter((each) => !names.includes(nameOf(each)));
  }
}

describe('buildSnapshot', () => {
  it('makes from the snapshot before, step by step, what it makes from nothing', () => {
    fc.assert(
      fc.property(fc.array(world, { minLength: 2, maxLength: 6 }), (worlds) => {
        const script = new ConfigScript();
        let held: HeldConfig | null = null;
        let built: Built | null = null;
        let before: Literal[] = [];
        worlds.forEach((literals, step) => {
          const next = closed(literals);
          const ids = new Set(next.map(nameOf));
          const removals = before
            .filter((each) => !ids.has(nameOf(each)))
            .map(({ kind, message }) => ({ kind, id: String(message['id']) }));
          const push = messageType('Push').deserialize(
            messageType('Push').serialize(script.push(String(step + 1), step === 0 ? '' : String(step), next, removals)),
          );
          const applied = applyPush(held, push, null);
          if (!applied.ok) throw new Error(applied.problems.join('; '));
          const stepwise = buildSnapshot(applied.config, built, applied.changed);
          const whole = buildSnapshot(
            applied.config,
            null,
            [...applied.config.resources.values()].map(({ kind, id }) => `${kind} ${id}`),
          );
          expect(stepwise.ok).toBe(whole.ok);
          if (!stepwise.ok || !whole.ok) throw new Error('the world was meant to be one a node can apply');
          expect(plain(stepwise.built.snapshot)).toEqual(plain(whole.built.snapshot));
          held = applied.config;
          built = stepwise.built;
          before = next;
        });
      }),
      { numRuns: 60 },
    );
  });
});

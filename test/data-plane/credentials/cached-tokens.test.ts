import { describe, expect, it } from 'vitest';
import type { Revocation, Snapshot, SnapshotSource } from '../../../data-plane/config/snapshot.ts';
import {
  CachedTokens,
  CredentialRefused,
  CredentialUnavailable,
  type TokenQuery,
  type UpstreamToken,
} from '../../../data-plane/credentials/index.ts';
import { memoryTokenCache } from '../../../data-plane/credentials/token-cache.ts';
import { makeRegistry, makeServer, makeSnapshot } from '../../support/snapshot.ts';

const query: TokenQuery = {
  projectId: 'prj_1',
  serverId: 'srv_files',
  resourceUri: 'https://files.example/mcp',
  issuedBy: 'opr_1',
  subject: 'alice',
  subjectToken: null,
};

/** A fleet of nodes on one shared cache and one clock, in front of a control plane that does as told. */
function fleet(nodes = 1) {
  const clock = { nowMs: 1_000_000 };
  const registry = makeRegistry([makeServer({ name: 'files', credentialMode: 'token_broker', providerId: 'opr_1' })]);
  let snapshot = makeSnapshot({ registries: [registry] });
  const listeners = new Set<(previous: Snapshot | null, next: Snapshot) => void>();
  const snapshots: SnapshotSource = {
    current: () => snapshot,
    silenceMs: () => 0,
    onSwap(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const memory = memoryTokenCache(() => clock.nowMs);
  const names: string[] = [];
  const shared = { ...memory, set: (key: string, value: string, ttlMs: number) => (names.push(key), memory.set(key, value, ttlMs)) };
  given.set(shared, names);
  const asked: (number | null)[] = [];
  const control = {
    version: 1,
    lifeMs: 600_000 as number | null,
    answer: (): Promise<UpstreamToken> =>
      Promise.resolve({
        accessToken: `token-${control.version}`,
        expiresAtMs: control.lifeMs === null ? null : clock.nowMs + control.lifeMs,
        version: control.version,
        credentialId: 'utk_1',
        provider: 'Files',
        subject: 'alice',
      }),
  };
  const tokens = Array.from(
    { length: nodes },
    () =>
      new CachedTokens({
        cache: shared,
        remote: (_query, stale) => {
          asked.push(stale);
          return control.answer();
        },
        snapshots,
        now: () => clock.nowMs,
      }),
  );
  return {
    clock,
    control,
    asked,
    shared,
    node: (index = 0) => tokens[index] as CachedTokens,
    revoke(version: number) {
      const before = snapshot;
      const revocation: Revocation = {
        id: 'rev_1',
        projectId: 'prj_1',
        type: 'upstream',
        target: 'utk_1',
        version,
        revokedAtMs: clock.nowMs,
        userSubject: 'alice',
        providerId: 'opr_1',
      };
      snapshot = makeSnapshot({ registries: [registry], revocations: new Map([['upstream\0utk_1', revocation]]) });
      for (const listener of listeners) listener(before, snapshot);
    },
  };
}

describe('tokens on a node', () => {
  it('are asked for once however many calls want one, and answered from memory, at once, afterwards', async () => {
    const { node, asked } = fleet();
    const all = await Promise.all(Array.from({ length: 50 }, async () => node().obtain(query, null)));
    expect(new Set(all.map(({ accessToken }) => accessToken))).toEqual(new Set(['token-1']));
    expect(asked).toEqual([null]);
    expect(node().obtain(query, null)).not.toBeInstanceOf(Promise);
  });

  it('are shared with the other nodes, which need not ask', async () => {
    const { node, asked } = fleet(3);
    await node(0).obtain(query, null);
    expect((await node(1).obtain(query, null)).accessToken).toBe('token-1');
    expect((await node(2).obtain(query, null)).accessToken).toBe('token-1');
    expect(asked).toHaveLength(1);
  });

  it('of one user are never given to another', async () => {
    const { node, asked } = fleet();
    await node().obtain(query, null);
    await node().obtain({ ...query, subject: 'bob' }, null);
    await node().obtain({ ...query, subject: null }, null);
    expect(asked).toHaveLength(3);
  });

  it('are renewed a little before they expire, and after five minutes where no expiry is known', async () => {
    const { node, asked, clock, control } = fleet();
    await node().obtain(query, null);
    clock.nowMs += 569_000;
    await node().obtain(query, null);
    expect(asked).toHaveLength(1);
    clock.nowMs += 2_000;
    control.version = 2;
    control.lifeMs = null;
    expect((await node().obtain(query, null)).accessToken).toBe('token-2');
    clock.nowMs += 299_000;
    await node().obtain(query, null);
    expect(asked).toHaveLength(2);
    clock.nowMs += 2_000;
    await node().obtain(query, null);
    expect(asked).toHaveLength(3);
  });

  it('go on being used while the control plane is away, until they expire', async () => {
    const { node, clock, control } = fleet();
    await node().obtain(query, null);
    control.answer = () => Promise.reject(new CredentialUnavailable('away'));
    clock.nowMs += 599_000;
    expect((await node().obtain(query, null)).accessToken).toBe('token-1');
    clock.nowMs += 2_000;
    await expect(node().obtain(query, null)).rejects.toBeInstanceOf(CredentialUnavailable);
  });

  it('are not used any more once the control plane says no', async () => {
    const { node, clock, control } = fleet();
    await node().obtain(query, null);
    control.answer = () => Promise.reject(new CredentialRefused('refused', 'no'));
    clock.nowMs += 599_000;
    await expect(node().obtain(query, null)).rejects.toBeInstanceOf(CredentialRefused);
  });

  it('that the upstream refused are not handed out again, not from Redis either', async () => {
    const { node, asked, control } = fleet(2);
    await node(0).obtain(query, null);
    control.version = 2;
    expect((await node(1).obtain(query, 1)).accessToken).toBe('token-2');
    expect(asked).toEqual([null, 1]);
    expect((await node(0).obtain(query, 1)).accessToken).toBe('token-2');
    expect(asked).toHaveLength(2);
  });

  it('are gone from memory and Redis once revoked, and a later one is used', async () => {
    const { node, asked, control, revoke, shared } = fleet(2);
    await node(0).obtain(query, null);
    await node(1).obtain(query, null);
    const index = [...(await keysOf(shared))];
    expect(index).toHaveLength(2);
    revoke(1);
    await expect.poll(async () => (await keysOf(shared)).length).toBe(0);
    control.version = 2;
    expect((await node(0).obtain(query, null)).accessToken).toBe('token-2');
    expect((await node(1).obtain(query, null)).accessToken).toBe('token-2');
    expect(asked).toHaveLength(2);
  });

  it('that were revoked on their way here are not used', async () => {
    const { node, revoke, shared, control } = fleet();
    const answer = control.answer;
    control.answer = () => {
      revoke(1);
      return answer();
    };
    await expect(node().obtain(query, null)).rejects.toMatchObject({ code: 'refused' });
    expect(await keysOf(shared)).toEqual([]);
  });
});

/** What a cache was given and still has. */
async function keysOf(cache: ReturnType<typeof memoryTokenCache>): Promise<string[]> {
  const candidates = given.get(cache) ?? [];
  const held = await Promise.all(candidates.map(async (key) => ((await cache.get(key)) === null ? null : key)));
  return [...new Set(held.filter((key) => key !== null))];
}
const given = new WeakMap<object, string[]>();

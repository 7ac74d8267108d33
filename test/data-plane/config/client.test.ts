import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../data-plane/config/snapshot.ts';
import { signedText } from '../../../proto/codec.ts';
import { ConfigScript, SMALL_CONFIG, startFakeControlPlane, type FakeControlPlane } from '../../support/fake-control-plane.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { startTestNode, temporaryFolder, type TestNode } from '../../support/test-node.ts';
import { until } from '../../support/until.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function fakePlane(port = 0): Promise<FakeControlPlane> {
  const plane = await startFakeControlPlane(port);
  ends.push(() => plane.stop());
  return plane;
}

function folder(): string {
  const made = temporaryFolder();
  ends.push(made.remove);
  return made.path;
}

async function node(options: Parameters<typeof startTestNode>[0]): Promise<TestNode> {
  const started = await startTestNode(options);
  ends.push(() => started.stop());
  return started;
}

/** Away: nothing listens at port 1 of loopback. */
const AWAY = '127.0.0.1:1';
const item = (id: string, name: string, description = 'Does a thing.') => ({
  kind: 'Item' as const,
  message: {
    id,
    serverId: 'srv',
    type: 'tool',
    name,
    state: 'enabled',
    digest: 'd',
    definition: Buffer.from(JSON.stringify({ name, description })),
  },
});

describe('config client', () => {
  it('says hello with what it is and holds nothing, and puts a whole config in force', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [plane.address], folder: folder() });
    await until(() => plane.hellos.length === 1);
    expect(plane.hellos[0]).toMatchObject({
      nodeId: client.nodeId,
      name: 'test node',
      version: '',
      digest: '',
      address: 'http://127.0.0.1:8080/mcp',
    });
    expect(client.current()).toBeNull();
    plane.push(new ConfigScript().push('7', '', SMALL_CONFIG));
    expect(await plane.reply(0)).toEqual({ nonce: 'nonce-7', version: '7', problems: null });
    const snapshot = client.current() as Snapshot;
    expect(snapshot.version).toBe('7');
    expect(snapshot.registryByName.get('acme')?.itemByAggregatedName.get('tool\0things__echo')?.id).toBe('itm');
    expect(snapshot.keyByHash.get('a'.repeat(64))?.application.grants.get('reg')).toHaveLength(1);
    expect(snapshot.serverById.get('srv')?.credential?.headers).toEqual({ authorization: 'Bearer sekret-of-the-upstream' });
  });

  it('swaps a delta in whole and tells listeners of both configs, sharing what did not change', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [plane.address], folder: folder() });
    await until(() => plane.hellos.length === 1);
    const script = new ConfigScript();
    plane.push(script.push('1', '', [...SMALL_CONFIG, item('itm2', 'other')]));
    await plane.reply(0);
    const swaps: [string | undefined, string][] = [];
    client.onSwap((previous, next) => swaps.push([previous?.version, next.version]));
    const before = client.current() as Snapshot;
    plane.push(script.push('2', '1', [item('itm', 'echo', 'Changed.')]));
    expect(await plane.reply(1)).toMatchObject({ problems: null });
    const after = client.current() as Snapshot;
    expect(swaps).toEqual([['1', '2']]);
    expect(after.itemById.get('itm')?.definition['description']).toBe('Changed.');
    expect(before.itemById.get('itm')?.definition['description']).toBeUndefined();
    expect(after.itemById.get('itm2')).toBe(before.itemById.get('itm2'));
    expect(after.registryById.get('reg')?.policy).toBe(before.registryById.get('reg')?.policy);
    expect(after.keyByHash).toBe(before.keyByHash);
  });

  it('takes out what a delta removes, a whole server with its items', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [plane.address], folder: folder() });
    await until(() => plane.hellos.length === 1);
    const script = new ConfigScript();
    plane.push(script.push('1', '', SMALL_CONFIG));
    await plane.reply(0);
    plane.push(
      script.push(
        '2',
        '1',
        [],
        [
          { kind: 'Item', id: 'itm' },
          { kind: 'Server', id: 'srv' },
        ],
      ),
    );
    expect(await plane.reply(1)).toMatchObject({ problems: null });
    expect(client.current()?.registryByName.get('acme')?.servers).toEqual([]);
    expect(client.current()?.itemById.size).toBe(0);
  });

  it('keeps revoked keys apart from those that may be used', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [plane.address], folder: folder() });
    await until(() => plane.hellos.length === 1);
    const script = new ConfigScript();
    plane.push(script.push('1', '', SMALL_CONFIG));
    await plane.reply(0);
    plane.push(
      script.push('2', '1', [
        { kind: 'ApplicationKey', message: { id: 'key', applicationId: 'app', hash: 'a'.repeat(64), revoked: true } },
      ]),
    );
    await plane.reply(1);
    expect(client.current()?.keyByHash.size).toBe(0);
    expect(client.current()?.revokedKeyByHash.get('a'.repeat(64))?.application.id).toBe('app');
  });
});

describe('a push that cannot be applied', () => {
  const refusals: [string, (script: ConfigScript) => ReturnType<ConfigScript['push']>, string][] = [
    ['a digest that is not that of the content', (script) => ({ ...script.push('2', '1', []), digest: '0'.repeat(64) }), 'digest'],
    ['a base the node does not hold', (script) => script.push('3', '2', []), 'starts from version 2'],
    ['an older version: an old bundle played again', (script) => script.push('0', '', []), 'older than 1'],
    ['a version that is no number', (script) => script.push('latest', '', []), 'decimal number'],
    ['a reference to what is not there', (script) => script.push('2', '1', [], [{ kind: 'Server', id: 'srv' }]), 'refers to Server srv'],
    [
      'a definition that is not JSON',
      (script) =>
        script.push('2', '1', [
          {
            kind: 'Item',
            message: { id: 'itm', serverId: 'srv', type: 'tool', name: 'x', state: 'enabled', definition: Buffer.from('{') },
          },
        ]),
      'not a JSON object',
    ],
    [
      'a word this node does not know',
      (script) =>
        script.push('2', '1', [
          { kind: 'Registry', message: { id: 'reg', projectId: 'prj', name: 'acme', credentialMode: 'telepathy', policyId: 'pol' } },
        ]),
      'telepathy',
    ],
    [
      'a policy with a rule for nothing',
      (script) =>
        script.push('2', '1', [
          { kind: 'Policy', message: { id: 'pol', projectId: 'prj', rules: Buffer.from('{"rules":[{"id":"x","match":"no.such"}]}') } },
        ]),
      'Policy pol',
    ],
    [
      'two registries of one name',
      (script) =>
        script.push('2', '1', [
          { kind: 'Registry', message: { id: 'reg2', projectId: 'prj', name: 'acme', credentialMode: 'internal', policyId: 'pol' } },
        ]),
      'acme',
    ],
    [
      'a registry without a policy',
      (script) =>
        script.push('2', '1', [{ kind: 'Registry', message: { id: 'reg', projectId: 'prj', name: 'acme', credentialMode: 'internal' } }]),
      'no guardrail policy',
    ],
    ['no keys to share', (script) => script.push('2', '1', [{ kind: 'Fleet', message: {} }]), 'Fleet'],
    ['an id with a line break', (script) => script.push('2', '1', [item('a\nb', 'x')]), 'printable ASCII'],
  ];
  for (const [what, make, said] of refusals) {
    it(`is refused with the reason and leaves the last good one in force: ${what}`, async () => {
      const plane = await fakePlane();
      const { client } = await node({ addresses: [plane.address], folder: folder() });
      await until(() => plane.hellos.length === 1);
      const script = new ConfigScript();
      plane.push(script.push('1', '', SMALL_CONFIG));
      await plane.reply(0);
      const good = client.current();
      plane.push(make(script));
      const reply = await plane.reply(1);
      expect(reply.problems?.join(' ')).toContain(said);
      expect(client.current()).toBe(good);
      expect(client.status().refused?.problems).toEqual(reply.problems);
    });
  }

  it('is refused where its body cannot be decoded, and a later good one is applied', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [plane.address], folder: folder() });
    await until(() => plane.hellos.length === 1);
    const script = new ConfigScript();
    plane.push(script.push('1', '', SMALL_CONFIG));
    await plane.reply(0);
    const bad = script.push('2', '1', [item('itm', 'echo', 'Never.')]);
    plane.push({ ...bad, upserts: [{ kind: 'Item', id: 'itm', body: Buffer.from([0xff, 0xff, 0xff]) }] });
    expect((await plane.reply(1)).problems).toEqual(['Item itm cannot be decoded']);
    plane.push(script.push('3', '', [item('itm', 'echo', 'At last.')]));
    expect((await plane.reply(2)).problems).toBeNull();
    expect(client.current()?.itemById.get('itm')?.definition['description']).toBe('At last.');
    expect(client.status().refused).toBeNull();
  });

  it('does not repeat a secret in its reasons', async () => {
    const plane = await fakePlane();
    const log = recordedLog();
    await node({ addresses: [plane.address], folder: folder(), log });
    await until(() => plane.hellos.length === 1);
    plane.push({ ...new ConfigScript().push('1', '', SMALL_CONFIG), digest: '0'.repeat(64) });
    const reply = await plane.reply(0);
    expect(`${reply.problems?.join(' ')} ${log.text()}`).not.toContain('sekret');
  });

  it('passes over kinds from a newer control plane, and still agrees on the digest', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [plane.address], folder: folder() });
    await until(() => plane.hellos.length === 1);
    const { emptySet } = await import('../../../proto/resource-set.ts');
    const { bodyHash, digestLine } = await import('../../../proto/codec.ts');
    const script = new ConfigScript();
    const push = script.push('1', '', SMALL_CONFIG);
    const upserts = [...(push.upserts ?? []), { kind: 'Hologram', id: 'h', body: Buffer.from('anything') }] as {
      kind: string;
      id: string;
      body: Buffer;
    }[];
    const lines = upserts.map(({ kind, id, body }) => ({ kind, id, line: digestLine(kind, id, bodyHash(body)) }));
    plane.push({ ...push, upserts, digest: emptySet().with(lines, []).set.digest });
    expect((await plane.reply(0)).problems).toBeNull();
    expect(client.current()?.registryByName.has('acme')).toBe(true);
  });
});

describe('signed pushes', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const other = generateKeyPairSync('ed25519');

  it('are applied when a trusted key signed them, and refused unsigned or signed by another', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [plane.address], folder: folder(), client: { trustedKeys: [publicKey] } });
    await until(() => plane.hellos.length === 1);
    const push = new ConfigScript().push('1', '', SMALL_CONFIG);
    const text = signedText('1', '', push.digest as string);
    plane.push(push);
    plane.push({ ...push, signature: sign(null, text, other.privateKey) });
    expect((await plane.reply(1)).problems).toEqual(['the push is not signed by a control plane this node trusts']);
    expect(client.current()).toBeNull();
    plane.push({ ...push, signature: sign(null, text, privateKey) });
    expect((await plane.reply(2)).problems).toBeNull();
  });
});

describe('a control plane that goes away', () => {
  it('is looked for again, with what the node holds, and silence is counted meanwhile', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [plane.address], folder: folder() });
    await until(() => plane.hellos.length === 1);
    const push = new ConfigScript().push('1', '', SMALL_CONFIG);
    plane.push(push);
    await plane.reply(0);
    expect(client.silenceMs()).toBe(0);
    await plane.stop();
    await until(() => client.silenceMs() > 0);
    expect(client.status().isConnected).toBe(false);
    expect(client.current()?.version).toBe('1');
    const back = await fakePlane(Number(plane.address.split(':')[1]));
    await until(() => back.hellos.length === 1);
    expect(back.hellos[0]).toMatchObject({ version: '1', digest: push.digest });
    await until(() => client.silenceMs() === 0);
  });

  it('gives way to the next address', async () => {
    const plane = await fakePlane();
    const { client } = await node({ addresses: [AWAY, plane.address], folder: folder() });
    await until(() => plane.hellos.length === 1);
    await until(() => client.status().isConnected);
    expect(client.status().controlPlane).toBe(plane.address);
  });

  it('is said once, not at every attempt', async () => {
    let attempts = 0;
    const closing = createServer((socket) => {
      attempts += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    ends.push(() => closing.close());
    await once(closing, 'listening');
    const { port } = closing.address() as AddressInfo;
    const log = recordedLog();
    await node({ addresses: [`127.0.0.1:${port}`], folder: folder(), log });
    await until(() => attempts >= 4);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(log.lines[0]?.facts).toMatchObject({ controlPlane: `127.0.0.1:${port}` });
  });

  it('ends in a clear error where credentials would travel in clear', async () => {
    await expect(startTestNode({ addresses: ['gateway.example:4001'], folder: folder() })).rejects.toThrow('PORTCULLIS_GRPC_CA_FILE');
    await expect(startTestNode({ addresses: ['nonsense'], folder: folder() })).rejects.toThrow('not host:port');
  });
});

describe('the last good config on disk', () => {
  async function kept(upserts = 3): Promise<string> {
    const path = folder();
    const plane = await fakePlane();
    const first = await startTestNode({ addresses: [plane.address], folder: path });
    await until(() => plane.hellos.length === 1);
    const script = new ConfigScript();
    plane.push(script.push('1', '', SMALL_CONFIG));
    await plane.reply(0);
    for (let turn = 2; turn < 2 + upserts; turn += 1) {
      plane.push(script.push(String(turn), String(turn - 1), [item('itm', 'echo', `Turn ${turn}.`)]));
      await plane.reply(turn - 1);
    }
    await first.stop();
    return path;
  }
  const file = (path: string): string => join(path, 'last-good.config');

  it('is in force after a restart without a control plane, at the newest version', async () => {
    const path = await kept();
    const { client } = await node({ addresses: [AWAY], folder: path });
    expect(client.current()?.version).toBe('4');
    expect(client.current()?.itemById.get('itm')?.definition['description']).toBe('Turn 4.');
  });

  it('counts silence from the last contact, not from the restart', async () => {
    const path = await kept();
    const { utimesSync } = await import('node:fs');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(file(path), anHourAgo, anHourAgo);
    const { client } = await node({ addresses: [AWAY], folder: path });
    expect(client.silenceMs()).toBeGreaterThan(3_590_000);
  });

  it('is encrypted, and its files are for their owner alone', async () => {
    const path = await kept();
    for (const name of readdirSync(path)) expect(statSync(join(path, name)).mode & 0o077, name).toBe(0);
    const bytes = readFileSync(file(path)).toString('latin1');
    expect(bytes).not.toContain('sekret');
    expect(bytes).not.toContain('echo');
  });

  it('falls back to the state before a change that was torn by a crash', async () => {
    const path = await kept();
    truncateSync(file(path), statSync(file(path)).size - 5);
    const log = recordedLog();
    const { client } = await node({ addresses: [AWAY], folder: path, log });
    expect(client.current()?.version).toBe('3');
    expect(log.said('warn', 'damaged')).toBe(true);
  });

  for (const [what, spoil] of [
    ['overwritten with something else', (path: string) => writeFileSync(file(path), 'not a config')],
    ['empty', (path: string) => writeFileSync(file(path), '')],
    ['altered in its first part', (path: string) => spoilByte(file(path), 90)],
    ['from a node with another key', (path: string) => writeFileSync(join(path, 'node.key'), Buffer.alloc(32, 9).toString('base64'))],
  ] as const) {
    it(`is passed over with a clear word when it is ${what}, and the control plane mends it`, async () => {
      const path = await kept();
      spoil(path);
      const log = recordedLog();
      const plane = await fakePlane();
      const { client } = await node({ addresses: [plane.address], folder: path, log });
      expect(client.current()).toBeNull();
      expect(log.said('error', 'damaged or was written with another key')).toBe(true);
      await until(() => plane.hellos.length === 1);
      expect(plane.hellos[0]?.version).toBe('');
      plane.push(new ConfigScript().push('9', '', SMALL_CONFIG));
      await plane.reply(0);
      const again = await node({ addresses: [AWAY], folder: path });
      expect(again.client.current()?.version).toBe('9');
    });
  }

  it('cannot be given an older change in place of a newer one', async () => {
    const [one, two] = [await kept(1), await kept(2)];
    // The second frame of one file at the end of the other: right key or not, another file's frame is none of this one's.
    writeFileSync(join(two, 'node.key'), readFileSync(join(one, 'node.key')));
    writeFileSync(file(two), Buffer.concat([readFileSync(file(one)), readFileSync(file(one)).subarray(-200)]));
    const { client } = await node({ addresses: [AWAY], folder: two });
    expect(client.current()?.version).toBe('2');
  });

  it('does not stop a config from being enforced when the disk refuses it', async () => {
    const path = folder();
    const plane = await fakePlane();
    const log = recordedLog();
    const { client } = await node({ addresses: [plane.address], folder: path, log });
    await until(() => plane.hellos.length === 1);
    const { mkdirSync } = await import('node:fs');
    // A folder where the file should be: refused for root too, as a full disk would be.
    mkdirSync(join(path, 'last-good.config', 'in the way'), { recursive: true });
    plane.push(new ConfigScript().push('1', '', SMALL_CONFIG));
    expect((await plane.reply(0)).problems).toBeNull();
    expect(client.current()?.version).toBe('1');
    await until(() => log.said('error', 'could not be kept on disk'));
  });

  it('starts a node whose data folder cannot be used with an error that names the folder', async () => {
    const path = join(folder(), 'file');
    writeFileSync(path, '');
    chmodSync(path, 0o600);
    await expect(startTestNode({ addresses: [AWAY], folder: join(path, 'below') })).rejects.toThrow(/data folder .*below cannot be used/);
  });
});

function spoilByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] as number) ^ 0xff;
  writeFileSync(path, bytes);
}

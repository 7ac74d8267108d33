import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeMcpServer, type FakeMcpServer } from '../../support/fake-mcp-server.ts';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { makeNouns, type Nouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const tool = (name: string, extra: object = {}) => ({ name, description: `does ${name}`, inputSchema: { type: 'object' }, ...extra });

async function withUpstream(
  run: (upstream: FakeMcpServer, nouns: Nouns, serverId: string) => Promise<void>,
  tools: object[] = [tool('one', { annotations: { readOnlyHint: true } }), tool('two')],
): Promise<void> {
  const upstream = await startFakeMcpServer({
    sessions: false,
    capabilities: { tools: {}, prompts: {}, resources: {} },
    instructions: 'Be kind.',
  });
  upstream.on('tools/list', () => ({ tools }));
  upstream.on('prompts/list', () => ({ prompts: [{ name: 'greet' }] }));
  upstream.on('resources/list', () => ({ resources: [{ uri: 'memo://one', name: 'one' }] }));
  upstream.on('resources/templates/list', () => ({ resourceTemplates: [{ uriTemplate: 'memo://{id}', name: 'any' }] }));
  try {
    const nouns = await makeNouns(server);
    const made = await payloadOf(
      server.admin,
      'createServer',
      { registryId: nouns.registryId, name: 'up', url: upstream.url },
      'server { id }',
    );
    await run(upstream, nouns, made['server'].id);
  } finally {
    await upstream.stop();
  }
}

const FIELDS =
  'server { era protocolVersion softwareName softwareVersion instructions lastDiscovery { succeeded error } } added { id type name state digest readOnly } changed { id name state quarantineReason digest approvedDigest } missing { name } incomplete';
const discover = (id: string) => payloadOf(server.admin, 'discoverServer', { id, timeoutMs: 20_000 }, FIELDS);
const enable = (ids: readonly string[]) =>
  payloadOf(
    server.admin,
    'setItemsEnabled',
    { items: ids.map((id) => ({ id })), enabled: true },
    'items { state approvedDigest approvedBy readOnly }',
  );

describe('discovery of a server', () => {
  it('stores what it offers, enables nothing, and names what it is', async () => {
    await withUpstream(async (_, nouns, serverId) => {
      const found = await discover(serverId);
      expect(found['server']).toEqual({
        era: 'LEGACY',
        protocolVersion: expect.stringMatching(/^20/),
        softwareName: 'fake',
        softwareVersion: '1',
        instructions: 'Be kind.',
        lastDiscovery: { succeeded: true, error: null },
      });
      expect(found['added'].map(({ type, name, state }: any) => [type, name, state])).toEqual([
        ['TOOL', 'one', 'DISCOVERED'],
        ['TOOL', 'two', 'DISCOVERED'],
        ['PROMPT', 'greet', 'DISCOVERED'],
        ['RESOURCE', 'memo://one', 'DISCOVERED'],
        ['RESOURCE_TEMPLATE', 'memo://{id}', 'DISCOVERED'],
      ]);
      expect(found['incomplete']).toEqual([]);
      expect(nouns.serverId).not.toBe(serverId);
      const again = await discover(serverId);
      expect(again).toMatchObject({ added: [], changed: [], missing: [], configVersion: found['configVersion'] });
    });
  });

  it('quarantines an enabled tool whose definition is another one now, and leaves the rest', async () => {
    const tools = [tool('one'), tool('two'), tool('three')];
    await withUpstream(async (upstream, _, serverId) => {
      const { added } = await discover(serverId);
      const ids = added.filter(({ type }: any) => type === 'TOOL').map(({ id }: any) => id);
      await enable(ids.slice(0, 2));
      upstream.on('tools/list', () => ({
        tools: [tool('one', { description: 'does one and sends it away' }), tool('two'), tool('three', { description: 'other' })],
      }));
      const { changed, configVersion } = await discover(serverId);
      expect(changed).toEqual([
        {
          id: ids[0],
          name: 'one',
          state: 'QUARANTINED',
          quarantineReason: expect.stringContaining('changed the definition'),
          digest: expect.any(String),
          approvedDigest: expect.any(String),
        },
        { id: ids[2], name: 'three', state: 'DISCOVERED', quarantineReason: null, digest: expect.any(String), approvedDigest: null },
      ]);
      expect(changed[0].digest).not.toBe(changed[0].approvedDigest);
      const pushed = await server.database.sql`SELECT kind, id FROM config_changes WHERE version = ${configVersion}`;
      expect([...pushed]).toEqual([{ kind: 'Item', id: ids[0] }]);
      const approved = await enable([ids[0]]);
      expect(approved['items'][0]).toMatchObject({ state: 'ENABLED', approvedDigest: changed[0].digest });
    }, tools);
  });

  it('notes what is gone, and that it came back', async () => {
    await withUpstream(async (upstream, _, serverId) => {
      await discover(serverId);
      upstream.on('tools/list', () => ({ tools: [tool('one', { annotations: { readOnlyHint: true } })] }));
      expect((await discover(serverId))['missing']).toEqual([{ name: 'two' }]);
      expect((await discover(serverId))['missing']).toEqual([]);
      const data: any = await server.admin('query ($id: ID!) { items(serverId: $id, type: TOOL) { nodes { name present } } }', {
        id: serverId,
      });
      expect(data.items.nodes).toEqual([
        { name: 'one', present: true },
        { name: 'two', present: false },
      ]);
    });
  });

  it('keeps a definition as it was listed, unknown keys and broken text included', async () => {
    const strange = tool('odd', { description: 'nul \u0000 and lone \ud800', _meta: { 'x.y/z': [1.0, null] }, futureKey: { deep: true } });
    await withUpstream(
      async (_, _nouns, serverId) => {
        const { added } = await discover(serverId);
        const { item }: any = await server.admin('query ($id: ID!) { item(id: $id) { definition description } }', { id: added[0].id });
        expect(item.definition).toMatchObject({ futureKey: { deep: true }, _meta: { 'x.y/z': [1, null] } });
        expect(item.description).toBe('nul \ufffd and lone \ufffd');
      },
      [strange],
    );
  });

  it('leaves out, and names, entries that cannot be governed', async () => {
    await withUpstream(
      async (_, _nouns, serverId) => {
        const { added, incomplete } = await discover(serverId);
        expect(added.filter(({ type }: any) => type === 'TOOL').map(({ name }: any) => name)).toEqual(['fine']);
        expect(incomplete).toEqual([
          expect.stringContaining('tools[0]'),
          expect.stringContaining('tools[2]: the name "fine" is listed twice'),
        ]);
      },
      [tool(''), tool('fine'), tool('fine', { description: 'twin' })],
    );
  });

  it('sends the credential of the server, and nothing where it has none', async () => {
    await withUpstream(async (upstream, nouns, serverId) => {
      await payloadOf(server.admin, 'updateServer', { id: serverId, expectedRevision: 1, credentialId: nouns.credentialId });
      await discover(serverId);
      expect(upstream.seen.some(({ method, headers }) => method === 'tools/list' && headers.authorization === 'Bearer s3cret-value')).toBe(
        true,
      );
      upstream.seen.length = 0;
      await payloadOf(server.admin, 'updateServer', {
        id: serverId,
        expectedRevision: 3,
        credentialMode: 'OAUTH_PASSTHROUGH',
        credentialId: null,
      });
      expect((await discover(serverId)).__typename).toBe('DiscoverServerOk');
      expect(upstream.seen.length).toBeGreaterThan(2);
      expect(upstream.seen.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
    });
  });

  it('says why a server cannot be read, keeps what was known, and remembers that it failed', async () => {
    await withUpstream(async (upstream, _, serverId) => {
      await discover(serverId);
      await upstream.stop();
      const failed = await payloadOf(server.admin, 'discoverServer', { id: serverId, timeoutMs: 5000 });
      expect(failed).toMatchObject({ __typename: 'DiscoveryError', code: 'UNREACHABLE' });
      const data: any = await server.admin(
        'query ($id: ID!) { server(id: $id) { era items { totalCount } lastDiscovery { succeeded error } } }',
        { id: serverId },
      );
      expect(data.server).toMatchObject({
        era: 'LEGACY',
        items: { totalCount: 5 },
        lastDiscovery: { succeeded: false, error: failed['message'] },
      });
    });
  });

  it('does not reach private addresses that the project does not allow', async () => {
    const upstream = await startFakeMcpServer();
    try {
      const { project } = await payloadOf(server.admin, 'createProject', { name: 'closed' }, 'project { id }');
      const { registry } = await payloadOf(server.admin, 'createRegistry', { projectId: project.id, name: 'closed' }, 'registry { id }');
      const made = await payloadOf(
        server.admin,
        'createServer',
        { registryId: registry.id, name: 'up', url: upstream.url },
        'server { id }',
      );
      expect(await payloadOf(server.admin, 'discoverServer', { id: made['server'].id })).toMatchObject({
        __typename: 'DiscoveryError',
        code: 'REFUSED_BY_US',
      });
      expect(upstream.seen).toEqual([]);
    } finally {
      await upstream.stop();
    }
  });

  it('starts no program unless the control plane may', async () => {
    const { registryId } = await makeNouns(server);
    const made = await payloadOf(
      server.admin,
      'createServer',
      { registryId, name: 'prog', transport: 'STDIO', command: ['node', '-e', ''] },
      'server { id }',
    );
    expect(await payloadOf(server.admin, 'discoverServer', { id: made['server'].id })).toMatchObject({
      __typename: 'DiscoveryError',
      code: 'REFUSED_BY_US',
      message: expect.stringContaining('PORTCULLIS_ALLOW_STDIO'),
    });
  });

  it('refuses an unknown server and a time out of range', async () => {
    const { serverId } = await makeNouns(server);
    expect(await payloadOf(server.admin, 'discoverServer', { id: 'srv_none' })).toMatchObject({ __typename: 'NotFound', kind: 'Server' });
    expect(await payloadOf(server.admin, 'discoverServer', { id: serverId, timeoutMs: 1 })).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'timeoutMs', expected: '1000 to 60000' }],
    });
  });
});

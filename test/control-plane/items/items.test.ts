import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundDefinitions, saysReadOnly } from '../../../control-plane/items/discovered-definitions.ts';
import type { Discovered, ListCoverage } from '../../../control-plane/discovery/discovered.ts';
import { payloadOf, startGraphql, type GraphqlServer } from '../../support/graphql-server.ts';
import { insertItems, makeNouns } from '../../support/nouns.ts';

let server: GraphqlServer;
beforeAll(async () => {
  server = await startGraphql();
});
afterAll(() => server.stop());

const FIELDS = 'items { id state digest approvedDigest approvedBy approvedAt readOnly revision }';
const switchItems = (items: object[], enabled: boolean) => payloadOf(server.admin, 'setItemsEnabled', { items, enabled }, FIELDS);

describe('items', () => {
  it('are approved by being enabled: the live digest is pinned, with who and when', async () => {
    const { itemIds } = await makeNouns(server);
    const { items, configVersion } = await switchItems([{ id: itemIds[1] }, { id: itemIds[0] }], true);
    expect(items.map(({ id }: any) => id)).toEqual([itemIds[1], itemIds[0]]);
    for (const item of items) {
      expect(item).toMatchObject({
        state: 'ENABLED',
        approvedDigest: item.digest,
        approvedBy: 'first administrator',
        readOnly: false,
        revision: 2,
      });
      expect(Date.parse(item.approvedAt)).toBeGreaterThan(Date.now() - 60_000);
    }
    const pushed = await server.database.sql`SELECT id FROM config_changes WHERE version = ${configVersion} AND kind = 'Item' ORDER BY id`;
    expect(pushed.map(({ id }) => id)).toEqual([...itemIds].sort());
    expect((await switchItems([{ id: itemIds[0] }], true))['configVersion']).toBe(configVersion);
  });

  it('keep their approval when they are switched off; what was never approved stays discovered', async () => {
    const { itemIds } = await makeNouns(server);
    await switchItems([{ id: itemIds[0] }], true);
    const { items } = await switchItems(
      itemIds.map((id) => ({ id })),
      false,
    );
    expect(items).toMatchObject([
      { state: 'DISABLED', approvedDigest: items[0].digest },
      { state: 'DISCOVERED', approvedDigest: null },
    ]);
  });

  it('are not enabled when one of them is not what was looked at: all or none', async () => {
    const { itemIds } = await makeNouns(server);
    const refused = await switchItems([{ id: itemIds[0] }, { id: itemIds[1], digest: '0'.repeat(64) }], true);
    expect(refused).toMatchObject({ __typename: 'DefinitionChanged', items: [{ id: itemIds[1] }] });
    const data: any = await server.admin('query ($a: ID!, $b: ID!) { a: item(id: $a) { state digest } b: item(id: $b) { state } }', {
      a: itemIds[0],
      b: itemIds[1],
    });
    expect([data.a.state, data.b.state]).toEqual(['DISCOVERED', 'DISCOVERED']);
    expect((await switchItems([{ id: itemIds[0], digest: data.a.digest }], true)).__typename).toBe('SetItemsEnabledOk');
  });

  it('refuse lists that are empty, too long, doubled, unknown or of several projects', async () => {
    const [mine, other] = [await makeNouns(server), await makeNouns(server)];
    expect(await switchItems([], true)).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'items', expected: '1 to 1000 items' }],
    });
    expect(
      await switchItems(
        Array.from({ length: 1001 }, (_, index) => ({ id: `itm_${index}` })),
        true,
      ),
    ).toMatchObject({ __typename: 'InvalidInput' });
    expect(await switchItems([{ id: mine.itemIds[0] }, { id: mine.itemIds[0] }], true)).toMatchObject({ __typename: 'InvalidInput' });
    expect(await switchItems([{ id: mine.itemIds[0] }, { id: 'itm_none' }], true)).toMatchObject({
      __typename: 'NotFound',
      kind: 'Item',
      id: 'itm_none',
    });
    expect(await switchItems([{ id: mine.itemIds[0] }, { id: other.itemIds[0] }], true)).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ problem: 'belong to several projects' }],
    });
  });

  it('count as read-only as an administrator says, else as approved', async () => {
    const { itemIds } = await makeNouns(server);
    const set = (readOnly: boolean | null) => payloadOf(server.admin, 'setItemReadOnly', { id: itemIds[0], readOnly }, 'item { readOnly }');
    expect((await set(true))['item'].readOnly).toBe(true);
    expect((await set(null))['item'].readOnly).toBe(false);
    expect(await payloadOf(server.admin, 'setItemReadOnly', { id: 'itm_none', readOnly: true })).toMatchObject({ __typename: 'NotFound' });
  });

  it('are listed by server, registry, type, state and part of the name', async () => {
    const nouns = await makeNouns(server);
    await insertItems(server.database, nouns.serverId, ['per%cent_x', 'plain']);
    const list = async (args: string) =>
      ((await server.admin<any>(`{ items(${args}) { nodes { name } } }`)).items.nodes as { name: string }[]).map(({ name }) => name);
    const at = `serverId: "${nouns.serverId}"`;
    expect(await list(at)).toEqual(['alpha', 'beta', 'per%cent_x', 'plain']);
    expect(await list(`registryId: "${nouns.registryId}", type: TOOL, state: DISCOVERED, search: "A"`)).toEqual(['alpha', 'beta', 'plain']);
    expect(await list(`${at}, search: "%"`)).toEqual(['per%cent_x']);
    expect(await list(`${at}, search: "t_x"`)).toEqual(['per%cent_x']);
    expect(await list(`${at}, state: ENABLED`)).toEqual([]);
    expect(await list(`${at}, type: PROMPT`)).toEqual([]);
  });

  it('have the name that nodes give them on the aggregated endpoint', async () => {
    const { itemIds } = await makeNouns(server);
    expect(await server.admin('query ($id: ID!) { item(id: $id) { name aggregatedName server { name } } }', { id: itemIds[0] })).toEqual({
      item: { name: 'alpha', aggregatedName: 'main__alpha', server: { name: 'main' } },
    });
  });
});

describe('definitions found by a discovery', () => {
  const complete: ListCoverage = { status: 'complete', reason: null, pages: 1 };
  const discovered = (tools: readonly object[], coverage = complete): Discovered =>
    ({
      tools,
      prompts: [],
      resources: [],
      resourceTemplates: [],
      lists: { tools: coverage, prompts: complete, resources: complete, resourceTemplates: { ...complete, status: 'not-offered' } },
    }) as unknown as Discovered;

  it('take nothing for gone from a list that was not read to its end', () => {
    expect(foundDefinitions(discovered([])).complete.has('tool')).toBe(true);
    const cut = foundDefinitions(discovered([], { status: 'truncated', reason: 'more than 5000 entries', pages: 3 }));
    expect(cut.complete.has('tool')).toBe(false);
    expect(cut.notes).toEqual(['tools: truncated (more than 5000 entries)']);
  });

  it.each([undefined, 7, '', 'a\u0000b', 'line\nbreak', 'x'.repeat(2049), '\ud800'])('leave out a name that is %j', (name) => {
    const { definitions, notes } = foundDefinitions(discovered([{ name }]));
    expect(definitions).toEqual([]);
    expect(notes).toHaveLength(1);
  });

  it('leave out a definition that has no canonical form', () => {
    let deep: object = {};
    for (let depth = 0; depth < 300; depth += 1) deep = { deep };
    const { definitions, notes } = foundDefinitions(discovered([{ name: 'deep', inputSchema: deep }]));
    expect(definitions).toEqual([]);
    expect(notes[0]).toContain('levels deep');
  });

  it('say that they only read when a tool claims it, and always for what can only be read', () => {
    expect(saysReadOnly('tool', '{"annotations":{"readOnlyHint":true}}')).toBe(true);
    expect(saysReadOnly('tool', '{"annotations":{"readOnlyHint":"true"}}')).toBe(false);
    expect(saysReadOnly('tool', '{}')).toBe(false);
    expect(saysReadOnly('resource', '{}')).toBe(true);
  });
});

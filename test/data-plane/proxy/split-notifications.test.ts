import { afterEach, describe, expect, it } from 'vitest';
import { startFakeMcpServer } from '../../support/fake-mcp-server.ts';
import type { Json } from '../../support/json.ts';
import { openRawSession } from '../../support/mcp-call.ts';
import { startTestProxy } from '../../support/proxy.ts';
import { snapshotOf } from '../../support/proxy-config.ts';
import { policyOf, rule } from '../guardrails/rule.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const FIRST = 'the key is AKIAQ7TX';
const SECOND = 'N4M2WZKDHB3J, keep it';
const tool = { name: 'echo', inputSchema: { type: 'object' } };

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

/** What a server logs during its first call, its second, and so on. */
async function setUp(...logs: readonly (readonly string[])[]) {
  const upstream = await startFakeMcpServer();
  let next = 0;
  upstream.on('tools/call', ({ message }, io) => {
    const stream = io.stream();
    for (const data of logs[next++] ?? [])
      stream.send({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', logger: 'x', data } });
    stream.send({ jsonrpc: '2.0', id: message.id, result: { content: [] } });
    stream.end();
    return undefined;
  });
  const proxy = await startTestProxy(
    snapshotOf({
      registries: [
        {
          name: 'main',
          policy: policyOf(rule({ match: 'family:secret', action: 'block' })),
          servers: [{ name: 'up', url: upstream.url, items: [{ definition: tool }] }],
        },
      ],
      applications: [{ name: 'agent', keys: [KEY] }],
    }),
  );
  open.push(proxy, upstream);
  const session = await openRawSession(`${proxy.mcpUrl}/mcp/main/up`, KEY);
  const heard = async (id: number): Promise<unknown[]> => {
    const answer = await session.raw({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'echo', arguments: {} } });
    return answer.messages.map((message: Json) => message.params?.data ?? message.id);
  };
  return { proxy, heard };
}

describe('notifications of one call', () => {
  it('are judged together: a secret split over two of them is stopped at the second, and on the record', async () => {
    const { proxy, heard } = await setUp([FIRST, SECOND, 'and on']);
    expect(await heard(7)).toEqual([FIRST, 'and on', 7]);
    const record = await proxy.recorded(({ method }) => method === 'tools/call');
    expect(record).toMatchObject({ action: 'block', outcome: 'ok' });
    expect(JSON.stringify(record)).not.toContain('N4M2');
  });

  it('pass where together they say nothing either', async () => {
    const { heard } = await setUp(['the key is', 'under the mat']);
    expect(await heard(7)).toEqual(['the key is', 'under the mat', 7]);
  });

  it('are judged apart from those of another call', async () => {
    const { heard } = await setUp([FIRST], [SECOND]);
    expect(await heard(7)).toEqual([FIRST, 7]);
    expect(await heard(8)).toEqual([SECOND, 8]);
  });
});

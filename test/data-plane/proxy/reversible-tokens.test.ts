import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { buildSnapshot, type Built } from '../../../data-plane/config/build.ts';
import { applyPush } from '../../../data-plane/config/decode.ts';
import { messageType } from '../../../proto/load.ts';
import { ConfigScript, SMALL_CONFIG } from '../../support/fake-control-plane.ts';
import { startFakeMcpServer, type FakeMcpServer } from '../../support/fake-mcp-server.ts';
import { openRawSession, type RawSession } from '../../support/mcp-call.ts';
import { startTestProxy, type TestProxy } from '../../support/proxy.ts';

const KEY = `pck_${'a'.repeat(43)}`;
const CARD = '4111 1111 1111 1111';
const TOKEN = /\[card pct_[\w-]+\]/;
const rules = {
  rules: [
    {
      id: 'cards',
      match: 'pii.payment-card',
      phase: 'response',
      threshold: 0.5,
      action: 'redact',
      mode: 'enforce',
      message: null,
      onFailure: 'block',
      server: null,
      tool: null,
      applicationId: null,
      redaction: 'token',
    },
  ],
  restore: [{ server: 'things', tool: 'charge', applicationId: null, kinds: ['card'] }],
};
const SCHEMA = { type: 'object', properties: { text: { type: 'string' } } };
const tool = (name: string) => ({
  kind: 'Item' as const,
  message: {
    id: name,
    serverId: 'srv',
    type: 'tool',
    name,
    state: 'enabled',
    digest: 'd',
    definition: Buffer.from(JSON.stringify({ name, inputSchema: SCHEMA })),
  },
});

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

/** A node's config as the control plane pushes it, and the next one with other keys for the fleet. */
function configFor(url: string): { first: Built; withKeys(cacheKeys: readonly Buffer[]): Built } {
  const script = new ConfigScript();
  const literals = SMALL_CONFIG.map(({ kind, message }) => {
    if (kind === 'Project') return { kind, message: { ...message, allowedPrivateTargets: ['127.0.0.0/8'] } };
    if (kind === 'Policy') return { kind, message: { ...message, rules: Buffer.from(JSON.stringify(rules)) } };
    if (kind === 'Server') return { kind, message: { ...message, url } };
    if (kind === 'ApplicationKey') return { kind, message: { ...message, hash: createHash('sha256').update(KEY).digest('hex') } };
    return { kind, message };
  });
  const first = build(script.push('1', '', [...literals, tool('read'), tool('charge')]), null);
  return {
    first,
    withKeys: (cacheKeys) =>
      build(script.push('2', '1', [{ kind: 'Fleet', message: { sealingKeys: [Buffer.alloc(32, 1)], cacheKeys } }]), first),
  };
}

function build(push: unknown, before: Built | null): Built {
  const type = messageType('Push');
  const applied = applyPush(before?.config ?? null, type.deserialize(type.serialize(push as never)), null);
  if (!applied.ok) throw new Error(applied.problems.join('; '));
  const made = buildSnapshot(applied.config, before, applied.changed);
  if (!made.ok) throw new Error(made.problems.join('; '));
  return made.built;
}

async function setUp(): Promise<{
  upstream: FakeMcpServer;
  proxy: TestProxy;
  config: ReturnType<typeof configFor>;
  session: RawSession;
  call(name: string, text: string): Promise<string>;
}> {
  const upstream = await startFakeMcpServer();
  upstream.on('tools/call', ({ message }) => ({
    content: [{ type: 'text', text: message.params.name === 'read' ? `paid with ${CARD}` : 'done' }],
  }));
  const config = configFor(upstream.url);
  const proxy = await startTestProxy(config.first.snapshot);
  open.push(proxy, upstream);
  const session = await openRawSession(`${proxy.mcpUrl}/mcp/acme/things`, KEY);
  const call = async (name: string, text: string): Promise<string> =>
    (await session.request('tools/call', { name, arguments: { text } })).result.content[0].text;
  return { upstream, proxy, config, session, call };
}

const sentTo = (upstream: FakeMcpServer, name: string): unknown =>
  upstream.seen.filter(({ message }) => message?.params?.name === name).at(-1)?.message.params.arguments.text;

describe('a rule that redacts by reversible tokens', () => {
  it('hides the value from the agent, and gives it back to the tool that is entitled and to no other', async () => {
    const { upstream, call } = await setUp();
    const said = await call('read', 'x');
    expect(said).toMatch(/^paid with \[card pct_[\w-]+\]$/);
    expect(said).not.toContain('1111');
    const token = TOKEN.exec(said)?.[0] as string;
    await call('charge', `use ${token}, please`);
    expect(sentTo(upstream, 'charge')).toBe(`use ${CARD}, please`);
    await call('echo', `use ${token}, please`);
    expect(sentTo(upstream, 'echo')).toBe(`use ${token}, please`);
  });

  it('opens what was made under an older key of the fleet as long as nodes hold it, and makes new ones under the newest', async () => {
    const { upstream, proxy, config, call } = await setUp();
    const token = TOKEN.exec(await call('read', 'x'))?.[0] as string;
    proxy.snapshots.swap(config.withKeys([Buffer.alloc(32, 3), Buffer.alloc(32, 2)]).snapshot);
    const renewed = TOKEN.exec(await call('read', 'x'))?.[0] as string;
    expect(renewed).not.toBe(token);
    await call('charge', `${token} or ${renewed}`);
    expect(sentTo(upstream, 'charge')).toBe(`${CARD} or ${CARD}`);
    proxy.snapshots.swap(config.withKeys([Buffer.alloc(32, 3)]).snapshot);
    await call('charge', token);
    expect(sentTo(upstream, 'charge')).toBe(token);
  });
});

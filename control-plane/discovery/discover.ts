import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { Transport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { defaultDiscoveryLimits, DiscoveryFailed } from './discovered.ts';
import type { ConnectionFacts, Definition, Discovered, DiscoveryLimits, ListCoverage, ListName } from './discovered.ts';
import { asFailure, maySpeakSse } from './failure.ts';
import { isLocalHost, probeHttp } from './http-probe.ts';
import type { Fetch } from './http-probe.ts';
import { readList } from './lists.ts';

/** What every discovery may be told. */
export interface DiscoveryOptions {
  readonly signal?: AbortSignal;
  readonly limits?: Partial<DiscoveryLimits>;
  /** The name shown to the server; another one finds servers that answer clients differently. */
  readonly clientName?: string;
}

/** A server behind a URL. `fetch` is the guarded dialer where the URL came from outside. */
export interface HttpTarget extends DiscoveryOptions {
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: Fetch;
  /** Asks how the endpoint treats strangers and foreign origins. Default true. */
  readonly probe?: boolean;
}

/** A server that is a program. It is started without a shell and sees only the environment named here plus PATH and HOME. */
export interface CommandTarget extends DiscoveryOptions {
  readonly command: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/**
 * Connects to a server by URL, reads everything it lists and leaves. Calls no tool.
 *
 * Tries `server/discover` (2026-07-28), then `initialize`, then HTTP+SSE of 2024-11-05.
 * Throws: DiscoveryFailed, with what was learnt about the connection.
 */
export async function discoverServer(target: HttpTarget): Promise<Discovered> {
  const url = new URL(target.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new DiscoveryFailed('unreachable', `a server URL starts with http:// or https://, not ${url.protocol}`);
  }
  const limits = { ...defaultDiscoveryLimits, ...target.limits };
  const signal = deadline(limits, target.signal);
  const fetchWith = boundedFetch(target.fetch ?? ((input, init) => fetch(input, init)), limits.responseBytes);
  const headers = { ...target.headers };
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  const facts = {
    ...NO_FACTS,
    url: shown.href,
    tls: url.protocol === 'https:',
    local: isLocalHost(url.hostname),
    authSent: Object.keys(headers).some((name) => /auth|token|key|cookie/i.test(name)) || url.password !== '',
  };
  const probed = target.probe === false ? {} : await probeHttp(url, fetchWith, limits.requestMs, signal);
  const connection: ConnectionFacts = { ...facts, ...probed, transport: 'streamable-http' };
  const streamable = () => new StreamableHTTPClientTransport(url, { requestInit: { headers }, fetch: fetchWith });
  try {
    return await readServer(streamable, connection, limits, signal, target.clientName);
  } catch (error) {
    const failure = asFailure(error, connection, signal);
    if (!maySpeakSse(error)) throw failure;
    const sse = () => new SSEClientTransport(url, { requestInit: { headers }, fetch: fetchWith });
    try {
      return await readServer(sse, { ...connection, transport: 'sse' }, limits, signal, target.clientName, 'legacy');
    } catch {
      throw failure;
    }
  }
}

/**
 * Starts a server program, reads everything it lists and ends it. Calls no tool.
 *
 * A throw-away sibling is started first to learn the era, since some legacy servers exit on an unknown request.
 * Throws: DiscoveryFailed.
 */
export async function discoverCommand(target: CommandTarget): Promise<Discovered> {
  const limits = { ...defaultDiscoveryLimits, ...target.limits };
  const signal = deadline(limits, target.signal);
  const args = [...(target.args ?? [])];
  const env: Record<string, string> = {};
  for (const name of ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE', 'TEMP']) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  Object.assign(env, target.env);
  const transport = () =>
    new StdioClientTransport({
      command: target.command,
      args,
      env,
      stderr: 'ignore',
      maxBufferSize: limits.responseBytes,
      ...(target.cwd === undefined ? {} : { cwd: target.cwd }),
    });
  const connection: ConnectionFacts = { ...NO_FACTS, transport: 'stdio', command: [target.command, ...args], local: true };
  try {
    return await readServer(transport, connection, limits, signal, target.clientName);
  } catch (error) {
    throw asFailure(error, connection, signal);
  }
}

const NO_FACTS: ConnectionFacts = {
  transport: 'streamable-http',
  url: null,
  command: null,
  tls: null,
  local: false,
  authDemanded: null,
  authSent: false,
  challengeNamesMetadata: null,
  resourceMetadata: null,
  foreignOriginAccepted: null,
  anyOriginAllowed: null,
  redirected: null,
  sessionIdLength: null,
  sessionIdGuessable: null,
  askedOfClient: [],
  undeclared: [],
};

const LISTS: readonly ListName[] = ['tools', 'prompts', 'resources', 'resourceTemplates'];

async function readServer(
  open: () => Transport,
  connection: ConnectionFacts,
  limits: DiscoveryLimits,
  signal: AbortSignal,
  clientName: string | undefined,
  mode: 'auto' | 'legacy' = 'auto',
): Promise<Discovered> {
  const asked = new Set<string>();
  const client = new Client(
    { name: clientName ?? 'portcullis-scan', version: '1' },
    { versionNegotiation: { mode, probe: { timeoutMs: Math.min(limits.requestMs, 10_000) } } },
  );
  client.fallbackRequestHandler = async (request) => {
    if (asked.size < 20) asked.add(request.method);
    throw Object.assign(new Error('not offered by this client'), { code: -32601 });
  };
  signal.throwIfAborted();
  const transport = open();
  try {
    await untilAborted(client.connect(transport, { timeout: limits.requestMs, signal }), signal);
    const capabilities = (client.getServerCapabilities() ?? {}) as Record<string, unknown>;
    const lists: Partial<Record<ListName, ListCoverage>> = {};
    const items: Partial<Record<ListName, Definition[]>> = {};
    const undeclared: ListName[] = [];
    for (const list of LISTS) {
      const declared = capabilities[list === 'resourceTemplates' ? 'resources' : list] !== undefined;
      const read = declared || list === 'tools' ? await readList(client, list, limits, signal) : NOT_OFFERED;
      lists[list] = declared || read.items.length > 0 ? read.coverage : NOT_OFFERED.coverage;
      items[list] = read.items;
      if (!declared && read.items.length > 0) undeclared.push(list);
    }
    const sessionId = transport.sessionId ?? null;
    return {
      era: client.getProtocolEra() === 'modern' ? 'modern' : 'legacy',
      protocolVersion: client.getNegotiatedProtocolVersion() ?? null,
      serverInfo: (client.getServerVersion() as Definition | undefined) ?? null,
      instructions: client.getInstructions() ?? null,
      capabilities,
      tools: items.tools ?? [],
      prompts: items.prompts ?? [],
      resources: items.resources ?? [],
      resourceTemplates: items.resourceTemplates ?? [],
      lists: lists as Record<ListName, ListCoverage>,
      connection: {
        ...connection,
        sessionIdLength: sessionId?.length ?? null,
        sessionIdGuessable: sessionId === null ? null : isGuessable(sessionId),
        askedOfClient: [...asked].sort(),
        undeclared,
      },
    };
  } finally {
    if (transport instanceof StreamableHTTPClientTransport && !signal.aborted) await bounded(transport.terminateSession(), 3_000);
    await bounded(client.close(), 6_000);
    await bounded(transport.close(), 6_000);
  }
}

const NOT_OFFERED = { items: [] as Definition[], coverage: { status: 'not-offered', reason: null, pages: 0 } as ListCoverage };

function isGuessable(sessionId: string): boolean {
  return sessionId.length < 16 || /^\d+$/.test(sessionId) || new Set(sessionId).size < 8;
}

function deadline(limits: DiscoveryLimits, signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(limits.totalMs);
  return signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
}

/** The era probe of the client does not listen to a signal, so the wait for it does. */
async function untilAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  work.catch(() => undefined);
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function bounded(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([
    work.then(
      () => undefined,
      () => undefined,
    ),
    limit,
  ]);
  clearTimeout(timer);
}

/** A response body that ends in an error once it has passed the bound. */
function boundedFetch(fetchWith: Fetch, maxBytes: number): Fetch {
  return async (input, init) => {
    const response = await fetchWith(input, init);
    if (response.body === null) return response;
    let size = 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          size += chunk.byteLength;
          if (size > maxBytes) controller.error(new DiscoveryFailed('too-large', `a response is larger than ${maxBytes} bytes`));
          else controller.enqueue(chunk);
        },
      }),
    );
    const bounded = new Response(counted, { status: response.status, statusText: response.statusText, headers: response.headers });
    Object.defineProperty(bounded, 'url', { value: response.url });
    return bounded;
  };
}

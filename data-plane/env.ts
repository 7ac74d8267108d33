import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DEFAULT_SETTINGS, type ProxySettings } from './proxy/settings.ts';

/** A node's environment, read once at start. */
export interface DataPlaneEnv {
  /** `host:port` of the control planes. */
  readonly controlPlanes: readonly string[];
  readonly joinToken: string | null;
  readonly grpcTls: { readonly ca: Buffer | null; readonly cert: Buffer | null; readonly key: Buffer | null } | null;
  readonly grpcInsecure: boolean;
  readonly dataFolder: string;
  readonly redisUrl: string | null;
  readonly mcpHost: string;
  readonly mcpPort: number;
  readonly adminHost: string;
  readonly adminPort: number;
  readonly nodeName: string;
  /** Bound of the records that wait on disk while the control plane is away. */
  readonly spoolBytes: number;
  /** Time between two looks at the lists of a server that says nothing by itself; 0: only when it says that a list changed. */
  readonly driftIntervalMs: number;
  readonly logLevel: string;
  readonly settings: ProxySettings;
}

/** Variables that stop the start, by name. Values are never repeated. */
export class EnvironmentUnusable extends Error {
  override readonly name = 'EnvironmentUnusable';
}

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment of a node.
 *
 * Throws: EnvironmentUnusable naming every variable that cannot be used, and what would be right.
 */
export function readDataPlaneEnv(source: Source): DataPlaneEnv {
  const problems: string[] = [];
  const text = (name: string, fallback: string): string => (source[name] === undefined || source[name] === '' ? fallback : source[name]);
  const number = (name: string, fallback: number, min: number, max: number): number => {
    const raw = source[name];
    if (raw === undefined || raw === '') return fallback;
    const value = Number(raw);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    problems.push(`${name} must be a whole number from ${min} to ${max}`);
    return fallback;
  };
  const flag = (name: string): boolean => {
    const raw = source[name] ?? '';
    if (raw === '' || raw === 'false' || raw === '0') return false;
    if (raw === 'true' || raw === '1') return true;
    problems.push(`${name} must be true or false`);
    return false;
  };
  const list = (name: string): string[] =>
    text(name, '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const file = (name: string): Buffer | null => {
    const path = source[name];
    if (path === undefined || path === '') return null;
    try {
      return readFileSync(path);
    } catch {
      problems.push(`${name} names a file that cannot be read`);
      return null;
    }
  };
  const ca = file('PORTCULLIS_GRPC_CA_FILE');
  const cert = file('PORTCULLIS_GRPC_CERT_FILE');
  const key = file('PORTCULLIS_GRPC_KEY_FILE');
  if ((cert === null) !== (key === null)) problems.push('PORTCULLIS_GRPC_CERT_FILE and PORTCULLIS_GRPC_KEY_FILE are only good together');
  const redisUrl = source['REDIS_URL'] ?? '';
  if (redisUrl !== '' && !/^rediss?:\/\//.test(redisUrl)) problems.push('REDIS_URL must begin with redis:// or rediss://');
  const origins = list('PORTCULLIS_ALLOWED_ORIGINS');
  if (origins.some((origin) => !/^[a-z][a-z0-9+.-]*:\/\/[^/]+$/.test(origin)))
    problems.push('PORTCULLIS_ALLOWED_ORIGINS must hold origins such as https://app.example.com, separated by commas');
  const d = DEFAULT_SETTINGS;
  const settings: ProxySettings = {
    ...d,
    maxRequestBytes: number('PORTCULLIS_MAX_BODY_BYTES', d.maxRequestBytes, 1024, 256 * 1024 * 1024),
    maxResponseBytes: number('PORTCULLIS_MAX_RESPONSE_BYTES', d.maxResponseBytes, 1024, 1024 * 1024 * 1024),
    maxDepth: number('PORTCULLIS_MAX_DEPTH', d.maxDepth, 8, 1_000),
    callTimeoutMs: number('PORTCULLIS_CALL_TIMEOUT_MS', d.callTimeoutMs, 100, 3_600_000),
    maxCallMs: number('PORTCULLIS_MAX_CALL_MS', d.maxCallMs, 100, 24 * 3_600_000),
    connectTimeoutMs: number('PORTCULLIS_CONNECT_TIMEOUT_MS', d.connectTimeoutMs, 100, 120_000),
    fanOutTimeoutMs: number('PORTCULLIS_FAN_OUT_TIMEOUT_MS', d.fanOutTimeoutMs, 50, 60_000),
    maxUpstreamConnections: number('PORTCULLIS_MAX_UPSTREAM_CONNECTIONS', d.maxUpstreamConnections, 1, 10_000),
    maxInFlight: number('PORTCULLIS_MAX_IN_FLIGHT', d.maxInFlight, 1, 1_000_000),
    requestsPerMinute: number('PORTCULLIS_REQUESTS_PER_MINUTE', d.requestsPerMinute, 0, 100_000_000),
    maxConcurrentPerApplication: number('PORTCULLIS_MAX_CONCURRENT_PER_APPLICATION', d.maxConcurrentPerApplication, 1, 1_000_000),
    maxConcurrentPerServer: number('PORTCULLIS_MAX_CONCURRENT_PER_SERVER', d.maxConcurrentPerServer, 1, 1_000_000),
    maxStreamsPerApplication: number('PORTCULLIS_MAX_STREAMS_PER_APPLICATION', d.maxStreamsPerApplication, 1, 1_000_000),
    streamBufferBytes: number('PORTCULLIS_STREAM_BUFFER_BYTES', d.streamBufferBytes, 1024, 1024 * 1024 * 1024),
    streamBufferEvents: number('PORTCULLIS_STREAM_BUFFER_EVENTS', d.streamBufferEvents, 1, 1_000_000),
    resumeWindowMs: number('PORTCULLIS_RESUME_WINDOW_MS', d.resumeWindowMs, 0, 24 * 3_600_000),
    keepAliveMs: number('PORTCULLIS_KEEP_ALIVE_MS', d.keepAliveMs, 1_000, 3_600_000),
    sessionIdleMs: number('PORTCULLIS_SESSION_IDLE_MS', d.sessionIdleMs, 1_000, 30 * 24 * 3_600_000),
    sessionMaxAgeMs: number('PORTCULLIS_SESSION_MAX_AGE_MS', d.sessionMaxAgeMs, 60_000, 365 * 24 * 3_600_000),
    maxSessions: number('PORTCULLIS_MAX_SESSIONS', d.maxSessions, 1, 10_000_000),
    listPageSize: number('PORTCULLIS_LIST_PAGE_SIZE', d.listPageSize, 1, 100_000),
    drainMs: number('PORTCULLIS_DRAIN_MS', d.drainMs, 0, 600_000),
    stdioAllowed: flag('PORTCULLIS_ALLOW_STDIO'),
    maxStdioProcesses: number('PORTCULLIS_MAX_STDIO_PROCESSES', d.maxStdioProcesses, 1, 1_000),
    allowedOrigins: origins,
    allowedHosts: list('PORTCULLIS_ALLOWED_HOSTS').map((host) => host.toLowerCase()),
  };
  const tokenFile = file('PORTCULLIS_JOIN_TOKEN_FILE');
  const env: DataPlaneEnv = {
    controlPlanes: list('PORTCULLIS_CONTROL_PLANE').length === 0 ? ['127.0.0.1:4001'] : list('PORTCULLIS_CONTROL_PLANE'),
    joinToken:
      tokenFile !== null
        ? tokenFile.toString('utf8').trim()
        : text('PORTCULLIS_JOIN_TOKEN', '') === ''
          ? null
          : text('PORTCULLIS_JOIN_TOKEN', ''),
    grpcTls: ca === null && cert === null ? null : { ca, cert, key },
    grpcInsecure: flag('PORTCULLIS_GRPC_INSECURE'),
    dataFolder: text('PORTCULLIS_DATA', '.portcullis'),
    redisUrl: redisUrl === '' ? null : redisUrl,
    mcpHost: text('PORTCULLIS_MCP_HOST', '127.0.0.1'),
    mcpPort: number('PORTCULLIS_MCP_PORT', 8080, 0, 65_535),
    adminHost: text('PORTCULLIS_ADMIN_HOST', '127.0.0.1'),
    adminPort: number('PORTCULLIS_ADMIN_PORT', 9090, 0, 65_535),
    nodeName: text('PORTCULLIS_NODE_NAME', hostname()),
    spoolBytes: number('PORTCULLIS_SPOOL_BYTES', 256 * 1024 * 1024, 1024 * 1024, 1024 ** 4),
    driftIntervalMs: number('PORTCULLIS_DRIFT_INTERVAL_MS', 15_000, 0, 24 * 3_600_000),
    logLevel: text('PORTCULLIS_LOG_LEVEL', 'info'),
    settings,
  };
  if (problems.length > 0)
    throw new EnvironmentUnusable(`the environment cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  return env;
}

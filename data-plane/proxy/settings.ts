/** The bounds and switches of one node. Every one has a default; `data-plane/env.ts` reads them from the environment. */
export interface ProxySettings {
  /** Largest message an agent may send, in bytes. */
  readonly maxRequestBytes: number;
  /** Largest answer or event of an upstream, in bytes, where the server sets no other. */
  readonly maxResponseBytes: number;
  /** Deepest nesting of a message in either direction. */
  readonly maxDepth: number;
  /** Most messages in one batch (2025-03-26). */
  readonly maxBatch: number;
  /** How long a body may take to arrive. */
  readonly bodyTimeoutMs: number;
  /** How long an upstream may stay silent during a call, where the server sets no other; progress starts it anew. */
  readonly callTimeoutMs: number;
  /** How long a call may last in all, progress or not. */
  readonly maxCallMs: number;
  /** How long a connection to an upstream may take to open. */
  readonly connectTimeoutMs: number;
  /** One deadline for whatever is asked of several servers at once. */
  readonly fanOutTimeoutMs: number;
  /** Connections to one upstream. */
  readonly maxUpstreamConnections: number;
  /** Calls in flight on the node. */
  readonly maxInFlight: number;
  /** Requests a minute of one application, where it sets no other; 0 for no bound. */
  readonly requestsPerMinute: number;
  /** Calls at the same time of one application, where it sets no other. */
  readonly maxConcurrentPerApplication: number;
  /** Calls at the same time to one server, where it sets no other. */
  readonly maxConcurrentPerServer: number;
  /** Open event streams of one application. */
  readonly maxStreamsPerApplication: number;
  /** What is kept of a stream for a client that comes back, and what a slow reader may leave unread. */
  readonly streamBufferBytes: number;
  readonly streamBufferEvents: number;
  /** How long a cut stream can be resumed. */
  readonly resumeWindowMs: number;
  /** A comment is written to a stream that was silent this long. */
  readonly keepAliveMs: number;
  /** A session nobody used this long is forgotten on the node (its id stays good). */
  readonly sessionIdleMs: number;
  /** Age at which a session id stops being good. */
  readonly sessionMaxAgeMs: number;
  readonly maxSessions: number;
  /** Items a list answers at once. */
  readonly listPageSize: number;
  /** Origins of browsers that may call, such as https://app.example.com. */
  readonly allowedOrigins: readonly string[];
  /** Host names under which the node may be reached, beside loopback names on a loopback address and the public URL's. */
  readonly allowedHosts: readonly string[];
  /** Whether servers may be programs that the node starts. */
  readonly stdioAllowed: boolean;
  /** Programs running at once. */
  readonly maxStdioProcesses: number;
  /** How long `stop` waits for calls in flight. */
  readonly drainMs: number;
}

/** What holds where nothing is configured. */
export const DEFAULT_SETTINGS: ProxySettings = {
  maxRequestBytes: 4 * 1024 * 1024,
  maxResponseBytes: 16 * 1024 * 1024,
  maxDepth: 64,
  maxBatch: 50,
  bodyTimeoutMs: 30_000,
  callTimeoutMs: 60_000,
  maxCallMs: 600_000,
  connectTimeoutMs: 5_000,
  fanOutTimeoutMs: 3_000,
  maxUpstreamConnections: 128,
  maxInFlight: 2_000,
  requestsPerMinute: 0,
  maxConcurrentPerApplication: 256,
  maxConcurrentPerServer: 256,
  maxStreamsPerApplication: 1_000,
  streamBufferBytes: 1024 * 1024,
  streamBufferEvents: 256,
  resumeWindowMs: 300_000,
  keepAliveMs: 15_000,
  sessionIdleMs: 30 * 60_000,
  sessionMaxAgeMs: 7 * 24 * 3600_000,
  maxSessions: 20_000,
  listPageSize: 1_000,
  allowedOrigins: [],
  allowedHosts: [],
  stdioAllowed: false,
  maxStdioProcesses: 16,
  drainMs: 10_000,
};

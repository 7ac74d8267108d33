/** What a connection to a server brought to light. Types only. */

/** A definition exactly as the server listed it: unknown keys kept, nothing added. */
export type Definition = Readonly<Record<string, unknown>>;

/** The four lists of a server. */
export type ListName = 'tools' | 'prompts' | 'resources' | 'resourceTemplates';

/** How far one list could be read. Only `complete` and `not-offered` mean that nothing is missing. */
export interface ListCoverage {
  readonly status: 'complete' | 'not-offered' | 'truncated' | 'failed';
  /** Why it is truncated or failed; null otherwise. Holds no text of the server's. */
  readonly reason: string | null;
  readonly pages: number;
}

/** What OAuth protected-resource metadata (RFC 9728) was found for a URL. */
export interface ResourceMetadata {
  readonly url: string;
  readonly resource: string | null;
  readonly authorizationServers: readonly string[];
  readonly scopes: readonly string[];
}

/** Facts about the way to a server. Null means "not asked" or "does not apply". */
export interface ConnectionFacts {
  readonly transport: 'streamable-http' | 'sse' | 'stdio';
  /** The endpoint, without credentials in it; null for a command. */
  readonly url: string | null;
  /** The program and its arguments; null for a URL. */
  readonly command: readonly string[] | null;
  /** Whether the transport is encrypted; null for a command. A refused certificate ends discovery instead. */
  readonly tls: boolean | null;
  /** Whether the host is this machine or a private network. */
  readonly local: boolean;
  /** Whether a request without credentials is refused with 401 or 403. */
  readonly authDemanded: boolean | null;
  /** Whether credentials were sent to obtain the lists. */
  readonly authSent: boolean;
  /** The `WWW-Authenticate` header of the refusal names its metadata (RFC 9728 §5.1). */
  readonly challengeNamesMetadata: boolean | null;
  readonly resourceMetadata: ResourceMetadata | null;
  /** Whether a request with a foreign `Origin` is answered (MCP transports: servers MUST validate it). */
  readonly foreignOriginAccepted: boolean | null;
  /** Whether `Access-Control-Allow-Origin` is `*` or echoes a foreign origin. */
  readonly anyOriginAllowed: boolean | null;
  /** Whether the server answered with a redirect. */
  readonly redirected: boolean | null;
  /** Length of the session id; null when there is none. */
  readonly sessionIdLength: number | null;
  /** Whether the session id is too short or too regular to be unguessable. */
  readonly sessionIdGuessable: boolean | null;
  /** Methods the server asked of the client before any tool was called, such as `sampling/createMessage`. */
  readonly askedOfClient: readonly string[];
  /** Lists it serves without having declared the capability. */
  readonly undeclared: readonly ListName[];
}

/** A server as one connection saw it. */
export interface Discovered {
  readonly era: 'modern' | 'legacy';
  readonly protocolVersion: string | null;
  readonly serverInfo: Definition | null;
  readonly instructions: string | null;
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly tools: readonly Definition[];
  readonly prompts: readonly Definition[];
  readonly resources: readonly Definition[];
  readonly resourceTemplates: readonly Definition[];
  readonly lists: Readonly<Record<ListName, ListCoverage>>;
  readonly connection: ConnectionFacts;
}

/** Bounds of one discovery. Units: milliseconds and bytes, as the names say. */
export interface DiscoveryLimits {
  /** For everything together. */
  readonly totalMs: number;
  /** For one request. */
  readonly requestMs: number;
  /** For one response body, or one message on stdio. */
  readonly responseBytes: number;
  readonly pagesPerList: number;
  readonly itemsPerList: number;
}

/** Generous for honest servers, tight enough for hostile ones. */
export const defaultDiscoveryLimits: DiscoveryLimits = {
  totalMs: 60_000,
  requestMs: 20_000,
  responseBytes: 16 * 1024 * 1024,
  pagesPerList: 200,
  itemsPerList: 5_000,
};

/** Why a server could not be read. */
export type DiscoveryFailure =
  | 'unreachable' // name, connection, or the program could not be started
  | 'certificate' // TLS certificate refused
  | 'auth-required' // 401 or 403
  | 'timeout'
  | 'cancelled'
  | 'too-large'
  | 'refused-by-us' // the guarded dialer said no
  | 'not-mcp'; // it answers, but not as an MCP server

/** A server that could not be read; `connection` holds what was learnt on the way. */
export class DiscoveryFailed extends Error {
  override readonly name = 'DiscoveryFailed';
  readonly code: DiscoveryFailure;
  readonly connection: Partial<ConnectionFacts>;
  constructor(code: DiscoveryFailure, message: string, connection: Partial<ConnectionFacts> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.connection = connection;
  }
}

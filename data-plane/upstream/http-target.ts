import type { Pool } from 'undici';
import type { Server } from '../config/snapshot.ts';
import type { UpstreamMessage, UpstreamSession } from './channel.ts';

/** Where an upstream is and how to talk to it. */
export interface HttpTarget {
  readonly server: Server;
  readonly pool: Pool;
  readonly origin: string;
  /** Path and query of the endpoint. */
  readonly path: string;
  readonly maxDepth: number;
  readonly maxBytes: number;
}

/** Who the conversation is for. */
export interface SessionParty {
  readonly clientInfo: { readonly name: string; readonly version: string };
  /** What the agent declared; never more. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  /** Takes what the server says outside of calls. */
  readonly onStanding: (upstream: UpstreamSession, message: UpstreamMessage) => void;
  readonly shared: boolean;
}

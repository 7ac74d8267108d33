import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';

/** What a method's parameters point at, which stage 4 resolves. */
export type MethodTarget = 'none' | 'tool' | 'prompt' | 'resource' | 'reference' | 'task' | 'response';

/** How one method is treated. The stages before and after the handler are the same for all. */
export interface Method {
  readonly target: MethodTarget;
  readonly eras: 'legacy' | 'modern' | 'both';
  /** What the gateway answers itself, in the place of the upstream; null: forwarded to the server of the target. */
  readonly handle: ((exchange: Exchange, node: ProxyNode) => void | Promise<void>) | null;
  /** Legacy: whether a session id is needed. */
  readonly session: boolean;
  /** Whether it counts against the limits of calls. */
  readonly limited: boolean;
  /** Whether a record is left when all went well; refusals always leave one. */
  readonly recorded: boolean;
}

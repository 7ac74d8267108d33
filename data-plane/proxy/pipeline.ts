import { fault } from './errors.ts';
import type { Exchange } from './exchange.ts';
import type { ProxyNode } from './node.ts';
import { answerCaller } from './stages/answer-caller.ts';
import { authenticateCaller } from './stages/authenticate.ts';
import { callUpstream } from './stages/call-upstream.ts';
import { enforceLimits } from './stages/enforce-limits.ts';
import { inspectAnswer } from './stages/inspect-answer.ts';
import { inspectCall } from './stages/inspect-call.ts';
import { obtainCredential } from './stages/obtain-credential.ts';
import { recordInvocation } from './stages/record-invocation.ts';
import { refuseUnreadable } from './stages/refuse-unreadable.ts';
import { resolveItem } from './stages/resolve-item.ts';
import { resolveRegistry } from './stages/resolve-registry.ts';
import { resolveSession } from './stages/resolve-session.ts';

/** One step of the way every message takes. Fills in the exchange, or settles it. */
export interface Stage {
  readonly name: string;
  /** Runs also for an exchange that is settled already. */
  readonly always?: boolean;
  run(exchange: Exchange, node: ProxyNode): void | Promise<void>;
}

/**
 * The order of security decisions, in the one place where it is decided.
 *
 * Stage 1, reading with limits, is `read-arrival.ts`: it makes the exchanges, and what is wrong with a message is told
 * as soon as the caller is known. Every route (both endpoints, both eras,
 * requests, notifications, responses, streams) takes the same stages; nothing else talks to an upstream.
 */
export const PIPELINE: readonly Stage[] = [
  authenticateCaller, //   2
  refuseUnreadable, //     1: told only to those who may call
  resolveRegistry, //      3
  resolveSession, //       3
  resolveItem, //          4
  enforceLimits, //        5
  inspectCall, //          6
  obtainCredential, //     7
  callUpstream, //         8
  inspectAnswer, //        9
  recordInvocation, //    10
  answerCaller, //        11
];

/**
 * Takes an exchange through all stages.
 *
 * A stage that answers at once costs no turn of the event loop. One that throws ends the exchange as a fault: the
 * caller gets an id to quote, the record gets the cause.
 */
export function runPipeline(exchange: Exchange, node: ProxyNode): void | Promise<void> {
  return runFrom(exchange, node, 0);
}

function runFrom(exchange: Exchange, node: ProxyNode, from: number): void | Promise<void> {
  for (let index = from; index < PIPELINE.length; index++) {
    const stage = PIPELINE[index] as Stage;
    if (exchange.settled && stage.always !== true) continue;
    try {
      const pending = stage.run(exchange, node);
      if (pending !== undefined) return resume(pending, exchange, node, index);
    } catch (error) {
      broken(exchange, node, stage, error);
    }
  }
}

async function resume(pending: Promise<void>, exchange: Exchange, node: ProxyNode, index: number): Promise<void> {
  try {
    await pending;
  } catch (error) {
    broken(exchange, node, PIPELINE[index] as Stage, error);
  }
  await runFrom(exchange, node, index + 1);
}

function broken(exchange: Exchange, node: ProxyNode, stage: Stage, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  node.log.error(
    { stage: stage.name, recordId: exchange.recordId, error: error instanceof Error ? error.stack : message },
    'a stage of the pipeline broke',
  );
  exchange.settled = false;
  exchange.refuse(fault(exchange.recordId, `${stage.name}: ${message}`));
}

import type { Action, Decision } from './policy.ts';

const ORDER: Readonly<Record<Action, number>> = { allow: 0, redact: 1, block: 2 };

/** Says whether one action is stricter than another: `block` over `redact` over `allow`. */
export function isStricter(action: Action, than: Action): boolean {
  return ORDER[action] > ORDER[than];
}

/** The strictest of the actions decided on; `allow` when there is none. */
export function strictestAction(decisions: readonly Decision[], includeMonitor: boolean): Action {
  let strictest: Action = 'allow';
  for (const decision of decisions) {
    if (!includeMonitor && decision.mode === 'monitor') continue;
    if (isStricter(decision.action, strictest)) strictest = decision.action;
  }
  return strictest;
}

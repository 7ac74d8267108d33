import type { Caller } from '../../auth/index.ts';
import { limited } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { ProxyNode } from '../node.ts';
import type { Stage } from '../pipeline.ts';

/** Stage 5: how often and how many at once, by application, by application and tool, and by server. */
export const enforceLimits: Stage = {
  name: 'enforce-limits',
  run(exchange, node) {
    if (!exchange.method.limited) return;
    const { application } = exchange.caller as Caller;
    const { limits, settings } = node;
    const waitS = limits.takeRate(application.id, application.requestsPerMinute ?? settings.requestsPerMinute);
    if (waitS > 0) return exchange.refuse(limited('rate_limited', 'requests a minute of this application', waitS, false));
    const { server, item } = exchange;
    if (item !== null && server !== null && server.limits.requestsPerMinute !== null) {
      const itemWaitS = limits.takeRate(`${application.id}\0${item.id}`, server.limits.requestsPerMinute);
      if (itemWaitS > 0)
        return exchange.refuse(
          limited('rate_limited', `requests a minute of this application to ${exchange.requestedName.slice(0, 64)}`, itemWaitS, true),
        );
    }
    enter(
      exchange,
      node,
      `a\0${application.id}`,
      application.maxConcurrent ?? settings.maxConcurrentPerApplication,
      'too_many_concurrent',
      'calls at the same time of this application',
    );
    if (!exchange.settled && item !== null && server !== null) {
      enter(
        exchange,
        node,
        `s\0${server.id}`,
        server.limits.maxConcurrent ?? settings.maxConcurrentPerServer,
        'server_busy',
        `calls at the same time to the server "${server.name}"`,
      );
    }
  },
};

function enter(
  exchange: Exchange,
  node: ProxyNode,
  key: string,
  max: number,
  reason: 'too_many_concurrent' | 'server_busy',
  what: string,
): void {
  if (!node.limits.enter(key, max)) return exchange.refuse(limited(reason, what, 1, reason === 'server_busy'));
  if (exchange.placeA === '') exchange.placeA = key;
  else exchange.placeB = key;
}

import type { Stage } from '../pipeline.ts';

/** Stage 1, its answer: a message that could not be read, or whose headers say something else than its body, goes no further. */
export const refuseUnreadable: Stage = {
  name: 'refuse-unreadable',
  run(exchange) {
    if (exchange.problem !== null) exchange.refuse(exchange.problem);
  },
};

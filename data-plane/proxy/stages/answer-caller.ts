import type { Stage } from '../pipeline.ts';

/** Stage 11: what was decided goes back to the caller, and the places in the limits become free. */
export const answerCaller: Stage = {
  name: 'answer-caller',
  always: true,
  run(exchange, node) {
    if (exchange.placeA !== '') node.limits.leave(exchange.placeA);
    if (exchange.placeB !== '') node.limits.leave(exchange.placeB);
    if (exchange.taken) return;
    exchange.reply.finish(exchange.status, exchange.answerHeaders, exchange.answer);
  },
};

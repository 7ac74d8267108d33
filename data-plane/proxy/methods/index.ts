import { methodUnknown } from '../errors.ts';
import { answerServer } from './answer-server.ts';
import { discover } from './discover.ts';
import { initialize } from './initialize.ts';
import { listen } from './listen.ts';
import { list } from './lists.ts';
import type { Method } from './method.ts';
import { broadcast, cancelRequest } from './notifications.ts';
import { acknowledge, endSession, ping, setLevel } from './session.ts';
import { openStream } from './streams.ts';
import { subscribe, unsubscribe } from './subscribe.ts';

const local: Method = { target: 'none', eras: 'both', handle: acknowledge, session: true, limited: false, recorded: false };
const call: Method = { target: 'tool', eras: 'both', handle: null, session: true, limited: true, recorded: true };
const lists: Method = { ...local, limited: true, recorded: true };

/** Every method of every era, and how it is treated. What is not here does not exist. */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['initialize', { ...local, eras: 'legacy', session: false, recorded: true, limited: true, handle: initialize }],
  ['ping', { ...local, eras: 'legacy', handle: ping }],
  ['logging/setLevel', { ...local, eras: 'legacy', recorded: true, handle: setLevel }],
  ['tools/list', { ...lists, handle: list('tool') }],
  ['prompts/list', { ...lists, handle: list('prompt') }],
  ['resources/list', { ...lists, handle: list('resource') }],
  ['resources/templates/list', { ...lists, handle: list('resource_template') }],
  ['tools/call', call],
  ['prompts/get', { ...call, target: 'prompt' }],
  ['resources/read', { ...call, target: 'resource' }],
  ['resources/subscribe', { ...call, target: 'resource', eras: 'legacy', handle: subscribe }],
  ['resources/unsubscribe', { ...call, target: 'resource', eras: 'legacy', handle: unsubscribe }],
  ['completion/complete', { ...call, target: 'reference' }],
  ['server/discover', { ...lists, eras: 'modern', handle: discover }],
  ['subscriptions/listen', { ...lists, eras: 'modern', handle: listen }],
  ['notifications/initialized', { ...local, eras: 'legacy' }],
  ['notifications/cancelled', { ...local, recorded: true, handle: cancelRequest }],
  ['notifications/progress', { ...local, recorded: true, handle: broadcast }],
  ['notifications/roots/list_changed', { ...local, eras: 'legacy', recorded: true, handle: broadcast }],
]);

/** A request nobody knows: it passes the stages like any other and is refused where its target would be resolved. */
export const UNKNOWN_METHOD: Method = {
  ...local,
  recorded: true,
  handle: (exchange) => exchange.refuse(methodUnknown(exchange.methodName, exchange.modern)),
};
/** A notification nobody knows: taken note of, passed on to nobody. */
export const UNKNOWN_NOTIFICATION: Method = { ...local, recorded: true };
/** An agent's answer to a request of a server. */
export const RESPONSE: Method = { ...local, target: 'response', recorded: true, handle: answerServer };
/** `GET`: the stream of a session. */
export const HTTP_GET: Method = { ...local, eras: 'legacy', recorded: true, handle: openStream };
/** `DELETE`: the end of a session. */
export const HTTP_DELETE: Method = { ...local, eras: 'legacy', recorded: true, handle: endSession };

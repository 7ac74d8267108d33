/**
 * What the control plane knows of one node's stream, and what follows from each thing that happens. Pure.
 *
 * One push is under way at a time. While a node works on it newer versions are not queued: after its answer it gets
 * the newest there is, so a slow node skips what it was too slow for.
 */

/** A version and the digest of its content. */
export interface VersionHeld {
  readonly version: string;
  readonly digest: string;
}

/** A push that awaits its answer. */
export interface PushSent extends VersionHeld {
  readonly nonce: string;
  /** True for a whole config, false for a change to one. */
  readonly isWhole: boolean;
}

/** A version the node refused, and why. */
export interface Rejection {
  readonly version: string;
  readonly problems: readonly string[];
  readonly isWhole: boolean;
}

/** The state of one stream. */
export interface Subscription {
  /** What the node enforces, null when it has nothing. */
  readonly held: VersionHeld | null;
  readonly sent: PushSent | null;
  readonly rejected: Rejection | null;
}

/** What to send next. */
export type NextPush = { readonly kind: 'nothing' } | { readonly kind: 'whole' } | { readonly kind: 'delta'; readonly from: VersionHeld };

/** What a node answered. Problems are null for an ACK. */
export interface Reply {
  readonly nonce: string;
  readonly problems: readonly string[] | null;
}

/** The state after a node said what it holds. Empty version: nothing. */
export function afterHello(hello: VersionHeld): Subscription {
  const isVersion = /^[0-9]{1,19}$/.test(hello.version);
  return { held: isVersion ? { version: hello.version, digest: hello.digest } : null, sent: null, rejected: null };
}

/**
 * What a node should get now. A delta that was refused is followed by the whole config once; a whole config that was
 * refused is not sent again: the next version is.
 */
export function nextPush(state: Subscription, newest: VersionHeld): NextPush {
  const { held, sent, rejected } = state;
  if (sent !== null) return { kind: 'nothing' };
  if (held !== null && held.version === newest.version && held.digest === newest.digest) return { kind: 'nothing' };
  if (rejected !== null && rejected.version === newest.version) return rejected.isWhole ? { kind: 'nothing' } : { kind: 'whole' };
  if (held === null || held.version === newest.version) return { kind: 'whole' };
  return { kind: 'delta', from: held };
}

/** The state once a push was written to the stream. */
export function afterPush(state: Subscription, push: PushSent): Subscription {
  return { ...state, sent: push };
}

/** The state after an answer. One to anything but the push under way changes nothing. */
export function afterReply(state: Subscription, reply: Reply): Subscription {
  const { sent } = state;
  if (sent === null || reply.nonce !== sent.nonce) return state;
  const { version, digest, isWhole } = sent;
  return reply.problems === null
    ? { held: { version, digest }, sent: null, rejected: null }
    : { held: state.held, sent: null, rejected: { version, problems: reply.problems, isWhole } };
}

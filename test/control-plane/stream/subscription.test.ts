import { describe, expect, it } from 'vitest';
import { afterHello, afterPush, afterReply, nextPush, type Subscription } from '../../../control-plane/stream/subscription.ts';

const V1 = { version: '1', digest: 'one' };
const V2 = { version: '2', digest: 'two' };
const V3 = { version: '3', digest: 'three' };
const holding = (held: Subscription['held']): Subscription => ({ held, sent: null, rejected: null });
const sent = (state: Subscription, to: typeof V1, isWhole: boolean): Subscription =>
  afterPush(state, { ...to, nonce: `n${to.version}`, isWhole });

describe('subscription', () => {
  it('sends a node that holds nothing, or says nonsense, the whole config', () => {
    expect(nextPush(afterHello({ version: '', digest: '' }), V1)).toEqual({ kind: 'whole' });
    expect(nextPush(afterHello({ version: '-1', digest: 'one' }), V1)).toEqual({ kind: 'whole' });
  });

  it('sends a node that holds an earlier version the difference', () => {
    expect(nextPush(afterHello(V1), V2)).toEqual({ kind: 'delta', from: V1 });
  });

  it('sends nothing when the node holds the newest', () => {
    expect(nextPush(afterHello(V2), V2)).toEqual({ kind: 'nothing' });
  });

  it('sends the whole config when the node holds other content under the newest version', () => {
    expect(nextPush(afterHello({ version: '2', digest: 'other' }), V2)).toEqual({ kind: 'whole' });
  });

  it('sends nothing while a push is under way, and then the newest', () => {
    const under = sent(holding(V1), V2, false);
    expect(nextPush(under, V3)).toEqual({ kind: 'nothing' });
    const acked = afterReply(under, { nonce: 'n2', problems: null });
    expect(acked).toEqual({ held: V2, sent: null, rejected: null });
    expect(nextPush(acked, V3)).toEqual({ kind: 'delta', from: V2 });
  });

  it('lets an answer to anything but the push under way change nothing', () => {
    const under = sent(holding(V1), V2, false);
    expect(afterReply(under, { nonce: 'n1', problems: null })).toBe(under);
    expect(afterReply(holding(V1), { nonce: 'n2', problems: ['no'] })).toEqual(holding(V1));
  });

  it('follows a refused delta with the whole config, a refused whole one with nothing until the next version', () => {
    const refusedDelta = afterReply(sent(holding(V1), V2, false), { nonce: 'n2', problems: ['no'] });
    expect(refusedDelta.held).toEqual(V1);
    expect(nextPush(refusedDelta, V2)).toEqual({ kind: 'whole' });
    const refusedWhole = afterReply(sent(refusedDelta, V2, true), { nonce: 'n2', problems: ['no'] });
    expect(nextPush(refusedWhole, V2)).toEqual({ kind: 'nothing' });
    expect(nextPush(refusedWhole, V3)).toEqual({ kind: 'delta', from: V1 });
  });
});

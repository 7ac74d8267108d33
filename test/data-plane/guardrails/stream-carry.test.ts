import { describe, expect, it } from 'vitest';
import { compilePolicy, inspectResponse, StreamCarry } from '../../../data-plane/guardrails/index.ts';
import { policyOf, rule, TARGET } from './rule.ts';

const engine = compilePolicy(policyOf(rule({ match: 'pii.payment-card', action: 'redact' })));
const log = (carry: StreamCarry | undefined, data: string) =>
  inspectResponse(engine, { ...TARGET, kind: 'notification', value: { level: 'info', logger: 'x', data }, ...(carry ? { carry } : {}) });

describe('messages of a stream', () => {
  it('are judged together: the part of a split value that has not left yet is redacted', () => {
    const carry = new StreamCarry();
    expect(log(carry, 'the card is 4111 1111').action).toBe('allow');
    const second = log(carry, ' 1111 1111, thanks');
    expect(second.action).toBe('redact');
    expect((second.value as { data: string }).data).toBe('[card], thanks');
  });

  it('are judged over more than two of them', () => {
    const carry = new StreamCarry();
    for (const part of ['4111 ', '1111 ', '1111 ']) expect(log(carry, part).action).toBe('allow');
    expect(log(carry, '1111').action).toBe('redact');
  });

  it('are judged apart where they belong to no stream', () => {
    expect(log(undefined, 'the card is 4111 1111').action).toBe('allow');
    expect(log(undefined, ' 1111 1111, thanks').action).toBe('allow');
  });

  it('do not answer for what left before', () => {
    const carry = new StreamCarry();
    expect(log(carry, 'the card is 4111 1111 1111 1111').action).toBe('redact');
    expect(log(carry, 'nothing here')).toMatchObject({ action: 'allow', decisions: [] });
  });
});

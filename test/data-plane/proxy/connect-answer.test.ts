import { describe, expect, it } from 'vitest';
import { connectAnswer, withoutConnectAnswer, type ConnectAudience } from '../../../data-plane/proxy/connect-answer.ts';
import type { Refusal } from '../../../data-plane/proxy/errors.ts';

const connect = { url: 'https://gw.example/oauth/connect/v1.x', provider: 'Files Inc', elicitationId: 'con_1' };
const refusal: Refusal = {
  reason: 'connect_required',
  outcome: 'refused',
  status: 200,
  code: -31004,
  message: `Open ${connect.url}`,
  data: { connect },
  asToolResult: true,
};
const audience = (overrides: Partial<ConnectAudience>): ConnectAudience => ({
  modern: false,
  protocolVersion: '2025-11-25',
  capabilities: { elicitation: { url: {} } },
  methodName: 'tools/call',
  inputResponses: undefined,
  ...overrides,
});
const elicitation = { mode: 'url', elicitationId: 'con_1', url: connect.url, message: expect.stringContaining('Files Inc') };

describe('an account that is not connected yet', () => {
  it('is answered with -32042 where a 2025-11-25 client can open links', () => {
    expect(connectAnswer(refusal, audience({}))).toMatchObject({
      kind: 'refusal',
      refusal: { code: -32042, data: { elicitations: [elicitation] }, asToolResult: false },
    });
  });

  it('is answered with input_required where a 2026-07-28 client can open links', () => {
    const answer = connectAnswer(refusal, audience({ modern: true, protocolVersion: '2026-07-28' }));
    expect(answer.kind === 'result' && JSON.parse(answer.resultJson)).toEqual({
      resultType: 'input_required',
      inputRequests: { 'portcullis-connect': { method: 'elicitation/create', params: elicitation } },
    });
  });

  it.each<[string, Partial<ConnectAudience>]>([
    ['declared no elicitation', { capabilities: {} }],
    ['declared forms alone', { capabilities: { elicitation: {} } }],
    ['speaks an older version', { protocolVersion: '2025-06-18' }],
    ['has answered already', { modern: true, inputResponses: { 'portcullis-connect': { action: 'accept' } } }],
    ['uses a method whose result may not ask', { modern: true, methodName: 'completion/complete' }],
  ])('is answered with the link in a sentence where the client %s', (_, overrides) => {
    const answer = connectAnswer(refusal, audience(overrides));
    expect(answer).toMatchObject({ kind: 'refusal', refusal: { code: -31004, message: `Open ${connect.url}`, asToolResult: true } });
    expect(answer.kind === 'refusal' && answer.refusal.data).toBeUndefined();
  });
});

describe('the repeated request', () => {
  const message = (inputResponses: unknown) =>
    Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x', inputResponses, _meta: { a: 1 } } }));
  const after = (inputResponses: unknown) => JSON.parse(withoutConnectAnswer(message(inputResponses), inputResponses).toString()).params;

  it('reaches the server without the answer to our question', () => {
    expect(after({ 'portcullis-connect': { action: 'accept' } })).toEqual({ name: 'x', _meta: { a: 1 } });
    expect(after({ theirs: 1, 'portcullis-connect': { action: 'accept' } })).toEqual({
      name: 'x',
      inputResponses: { theirs: 1 },
      _meta: { a: 1 },
    });
  });

  it('is left untouched, to the byte, where there is none', () => {
    const bytes = message({ theirs: 1 });
    expect(withoutConnectAnswer(bytes, { theirs: 1 })).toBe(bytes);
  });
});

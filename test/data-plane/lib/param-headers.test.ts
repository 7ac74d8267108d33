import { describe, expect, it } from 'vitest';
import { paramHeaderList, paramHeaderProblem, paramHeaders } from '../../../data-plane/lib/param-headers.ts';

const schema = (properties: unknown) => ({ type: 'object', properties });
const region = { type: 'string', 'x-mcp-header': 'Region' };

describe('x-mcp-header', () => {
  it('is found on plain properties, nested ones too', () => {
    expect(paramHeaders(schema({ region, at: schema({ n: { type: 'integer', 'x-mcp-header': 'N' } }) }))).toEqual({
      kind: 'valid',
      headers: [
        { path: ['region'], header: 'mcp-param-region' },
        { path: ['at', 'n'], header: 'mcp-param-n' },
      ],
    });
  });

  it.each([
    ['on a number', schema({ a: { type: 'number', 'x-mcp-header': 'A' } })],
    ['on an object', schema({ a: { type: 'object', 'x-mcp-header': 'A' } })],
    ['with a space', schema({ a: { type: 'string', 'x-mcp-header': 'A B' } })],
    ['that is empty', schema({ a: { type: 'string', 'x-mcp-header': '' } })],
    ['twice, but for case', schema({ a: { type: 'string', 'x-mcp-header': 'A' }, b: { type: 'string', 'x-mcp-header': 'a' } })],
    ['under items', schema({ a: { type: 'array', items: region } })],
    ['under anyOf', schema({ a: { anyOf: [region] } })],
    ['under $defs', { ...schema({}), $defs: { r: region } }],
  ])('%s makes the tool invalid', (_, inputSchema) => {
    expect(paramHeaders(inputSchema).kind).toBe('invalid');
  });

  it('must say what the arguments say', () => {
    const declared = [{ path: ['region'], header: 'mcp-param-region' }];
    const problem = (args: unknown, sent: string | null) => paramHeaderProblem(declared, args, () => sent);
    expect(problem({ region: 'eu' }, 'eu')).toBeNull();
    expect(problem({ region: 'Zürich' }, `=?base64?${Buffer.from('Zürich').toString('base64')}?=`)).toBeNull();
    expect(problem({}, null)).toBeNull();
    expect(problem({ region: 'eu' }, 'us')).toContain('differ');
    expect(problem({ region: 'eu' }, null)).toContain('required');
    expect(problem({}, 'eu')).toContain('is not');
    expect(problem({ region: 'eu' }, '=?base64?%%?=')).toContain('base64');
  });

  it('is written for strings, numbers and booleans, encoded where it must be', () => {
    const declared = ['s', 'n', 'b', 'gone'].map((name) => ({ path: [name], header: `mcp-param-${name}` }));
    expect(paramHeaderList(declared, { s: ' é', n: 5, b: false })).toEqual([
      'mcp-param-s',
      `=?base64?${Buffer.from(' é').toString('base64')}?=`,
      'mcp-param-n',
      '5',
      'mcp-param-b',
      'false',
    ]);
  });
});

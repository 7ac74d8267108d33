import { describe, expect, it } from 'vitest';
import { readClientConfig } from '../../../control-plane/scanner/client-config.ts';

describe('a client’s configuration', () => {
  it.each(['mcpServers', 'servers', 'context_servers'])('is read from "%s"', (key) => {
    const found = readClientConfig(
      JSON.stringify({
        [key]: {
          a: { url: 'https://a.example/mcp', headers: { 'x-key': '${env:KEY}' } },
          b: { command: 'node', args: ['s.js', 1], env: { T: '${T}' } },
        },
      }),
      { KEY: 'k', T: 't' },
    );
    expect(found).toEqual([
      { name: 'a', target: { kind: 'url', url: 'https://a.example/mcp', headers: { 'x-key': 'k' } } },
      { name: 'b', target: { kind: 'command', command: 'node', args: ['s.js', '1'], env: { T: 't' }, cwd: null } },
    ]);
  });

  it('may hold comments, trailing commas and strings that look like them', () => {
    const found = readClientConfig(
      '{ // servers\n "mcp": { "servers": { /* one */ "a": { "url": "https://a.example/x,}//y", }, }, } }',
      {},
    );
    expect(found).toEqual([{ name: 'a', target: { kind: 'url', url: 'https://a.example/x,}//y', headers: {} } }]);
  });

  it('names an entry it cannot read and goes on', () => {
    expect(readClientConfig('{"mcpServers":{"a":{},"b":1,"c":{"url":"::"}}}', {}).map(({ target }) => target.kind)).toEqual([
      'unreadable',
      'unreadable',
      'unreadable',
    ]);
  });

  it('leaves a variable that is not set as it is written', () => {
    expect(readClientConfig('{"servers":{"a":{"command":"${NOPE}/x"}}}', {})[0]?.target).toMatchObject({ command: '${NOPE}/x' });
  });

  it('says what is wrong with the file as a whole', () => {
    expect(() => readClientConfig('{', {})).toThrow('not JSON');
    expect(() => readClientConfig('{}', {})).toThrow('mcpServers');
  });
});

import { describe, expect, it } from 'vitest';
import { argumentRoles } from '../../../data-plane/guardrails/argument-role.ts';
import type { Place } from '../../../data-plane/guardrails/place.ts';
import { RoleHistory } from '../../../data-plane/guardrails/role-history.ts';

const at = (...keys: (string | number)[]): Place =>
  keys.reduce<Place>((parent, key) => ({ parent, key, container: null }), { parent: null, key: '', container: null });
const properties = (fields: Record<string, unknown>) => ({ type: 'object', properties: fields });

describe('argument roles', () => {
  it.each([
    ['url', 'url'],
    ['imageUrl', 'url'],
    ['webhook_endpoint', 'url'],
    ['file_path', 'path'],
    ['directory', 'path'],
    ['sql', 'sql'],
    ['shellCommand', 'command'],
    ['user_id', 'identifier'],
    ['username', 'text'],
    ['title', 'text'],
    ['file_id', 'identifier'],
  ])('reads %s as %s from its name alone', (name, role) => {
    expect(argumentRoles(properties({ [name]: { type: 'string' } }), null).factsAt(at(name)).role).toBe(role);
  });

  it('takes a format over the name', () => {
    const roles = argumentRoles(properties({ where: { type: 'string', format: 'uri' }, url: { type: 'string', enum: ['a', 'b'] } }), null);
    expect(roles.factsAt(at('where')).role).toBe('url');
    expect(roles.factsAt(at('url')).role).toBe('identifier');
  });

  it('reads `query` as SQL only for a tool or parameter that says so', () => {
    const query = properties({ query: { type: 'string' } });
    expect(argumentRoles(query, 'Searches the web for pages.').factsAt(at('query')).role).toBe('text');
    expect(argumentRoles(properties({ query: { type: 'string' } }), 'Runs a read-only SQL query.').factsAt(at('query')).role).toBe('sql');
    const described = properties({ query: { type: 'string', description: 'The SELECT statement to run' } });
    expect(argumentRoles(described, null).factsAt(at('query')).role).toBe('sql');
  });

  it('reads what is written to a file as code, and the same name elsewhere as text', () => {
    const write = argumentRoles(properties({ path: { type: 'string' }, content: { type: 'string' } }), null);
    expect(write.factsAt(at('content')).role).toBe('code');
    expect(argumentRoles(properties({ content: { type: 'string' } }), null).factsAt(at('content')).role).toBe('text');
  });

  it('follows lists, nesting, unions and local references, and never a remote one', () => {
    const schema = {
      type: 'object',
      properties: {
        urls: { type: 'array', items: { type: 'string' } },
        job: { $ref: '#/$defs/job' },
        either: { anyOf: [{ type: 'null' }, { type: 'string', format: 'uri' }] },
        far: { $ref: 'https://example.invalid/schema.json' },
      },
      $defs: { job: { type: 'object', properties: { where: { type: 'string', format: 'uri' }, next: { $ref: '#/$defs/job' } } } },
    };
    const roles = argumentRoles(schema, null);
    expect(roles.factsAt(at('urls', 3)).role).toBe('url');
    expect(roles.factsAt(at('job', 'next', 'next', 'where')).role).toBe('url');
    expect(roles.factsAt(at('either')).role).toBe('url');
    expect(roles.factsAt(at('far')).role).toBe('text');
  });

  it('judges arguments that no schema declares by their names, and says that the agent chose the key', () => {
    const facts = argumentRoles({}, null).factsAt(at('options', 'callback_url'));
    expect(facts).toMatchObject({ role: 'url', isDeclared: false });
    expect(argumentRoles(undefined, null).factsAt(at('x')).role).toBe('text');
  });

  it('survives a schema that refers to itself', () => {
    const loop = { $ref: '#' };
    expect(argumentRoles(loop, null).factsAt(at('a', 'b')).role).toBe('text');
  });
});

describe('role history', () => {
  it('adds a role once nearly all earlier values had its shape', () => {
    const history = new RoleHistory();
    for (let i = 0; i < 19; i++) history.observe('where', `https://example.com/${i}`);
    expect(history.roleOf('where')).toBeNull();
    history.observe('where', 'https://example.com/last');
    expect(history.roleOf('where')).toBe('url');
    for (let i = 0; i < 5; i++) history.observe('where', 'not a link at all');
    expect(history.roleOf('where')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { DefinitionUnreadable, canonicalJson, definitionDigest } from '../../../data-plane/lib/definition.ts';

const tool = {
  name: 'get_weather',
  description: 'Returns the weather.',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

describe('canonical JSON', () => {
  it('sorts keys by UTF-16 code units at every level (RFC 8785 §3.2.3)', () => {
    expect(canonicalJson({ b: 1, a: { z: [3, { y: 1, x: 2 }], '\ufb33': 0, '\u{1f600}': 1 } })).toBe(
      '{"a":{"z":[3,{"x":2,"y":1}],"\u{1f600}":1,"\ufb33":0},"b":1}',
    );
  });

  it('writes numbers as ECMAScript does (RFC 8785 §3.2.2.3)', () => {
    expect(canonicalJson([1.0, 1e21, -0, 0.000001, 333333333.3333333])).toBe('[1,1e+21,0,0.000001,333333333.3333333]');
  });

  it('keeps an own key named __proto__', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });

  it('refuses what has no JSON form, and more than 200 levels', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 200; level += 1) deep = [deep];
    expect(canonicalJson(deep)).toContain('1');
    expect(() => canonicalJson([deep])).toThrow(DefinitionUnreadable);
    expect(() => canonicalJson({ default: JSON.parse('1e400') })).toThrow(DefinitionUnreadable);
    expect(() => canonicalJson({ run: () => 1 })).toThrow(DefinitionUnreadable);
  });
});

describe('definition digest', () => {
  it('is pinned for a plain tool, whatever the order of its keys', () => {
    const shuffled = {
      inputSchema: { required: ['city'], properties: { city: { type: 'string' } }, type: 'object' },
      description: tool.description,
      name: tool.name,
    };
    expect(definitionDigest('tool', tool)).toBe('919f5b76fd504e972c30e4776b54ddcdf44ff966f1380070408006ab35db48f5');
    expect(definitionDigest('tool', shuffled)).toBe(definitionDigest('tool', tool));
  });

  it.each([
    ['title', { ...tool, title: 'Weather' }],
    ['description', { ...tool, description: 'Returns the weather. ' }],
    ['a nested default', { ...tool, inputSchema: { ...tool.inputSchema, properties: { city: { type: 'string', default: 'x' } } } }],
    ['the order of an array', { ...tool, inputSchema: { ...tool.inputSchema, enum: [1, 2] } }],
    ['outputSchema', { ...tool, outputSchema: { type: 'object' } }],
    ['annotations', { ...tool, annotations: { readOnlyHint: true } }],
    ['icons', { ...tool, icons: [{ src: 'https://example.com/i.png' }] }],
    ['execution', { ...tool, execution: { taskSupport: 'optional' } }],
    ['_meta', { ...tool, _meta: { 'example.com/note': 'x' } }],
    ['an unknown key', { ...tool, 'x-hint': 'x' }],
  ])('changes with %s', (_, changed) => {
    expect(definitionDigest('tool', changed)).not.toBe(definitionDigest('tool', tool));
  });

  it('does not change with the transport keys of _meta', () => {
    expect(definitionDigest('tool', { ...tool, _meta: { traceparent: '00-1', progressToken: 7 } })).toBe(definitionDigest('tool', tool));
  });

  it('does not change with the size and date of a resource, but does for a tool', () => {
    const resource = { uri: 'file:///a', name: 'a' };
    expect(definitionDigest('resource', { ...resource, size: 3, annotations: { lastModified: '2026-01-01T00:00:00Z' } })).toBe(
      definitionDigest('resource', resource),
    );
    expect(definitionDigest('resource', { ...resource, annotations: { priority: 1 } })).not.toBe(definitionDigest('resource', resource));
    expect(definitionDigest('tool', { ...tool, size: 3 })).not.toBe(definitionDigest('tool', tool));
  });
});

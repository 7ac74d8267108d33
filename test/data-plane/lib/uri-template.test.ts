import { describe, expect, it } from 'vitest';
import { matchesUriTemplate } from '../../../data-plane/lib/uri-template.ts';

describe('a URI template', () => {
  it.each([
    ['test://t/{id}/data', 'test://t/7/data', true],
    ['test://t/{id}/data', 'test://t/7/8/data', false],
    ['test://t/{id}/data', 'test://t//data', false],
    ['file:///{+path}', 'file:///a/b/c.txt', true],
    ['file:///{path*}', 'file:///a/b', true],
    ['db://{table}{?limit,offset}', 'db://users', true],
    ['db://{table}{?limit,offset}', 'db://users?limit=5', true],
    ['db://{a}-{b}', 'db://x-y-z', true],
    ['db://{a}', 'db://x?y', false],
    ['plain://x', 'plain://x', true],
    ['plain://x', 'plain://xy', false],
    ['broken://{x', 'broken://{x', false],
  ])('%s and %s: %s', (template, uri, expected) => {
    expect(matchesUriTemplate(template, uri)).toBe(expected);
  });

  it('stays linear in the URI however many variables there are', () => {
    expect(matchesUriTemplate(`x://${'{a}-'.repeat(30)}!`, `x://${'-'.repeat(8_000)}`)).toBe(false);
  });
});

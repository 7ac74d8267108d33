import { describe, expect, it } from 'vitest';
import { AGGREGATED_NAME_MAX, aggregatedNames, type OfferedItem } from '../../../data-plane/lib/aggregated-name.ts';

const tool = (server: string, name: string): OfferedItem => ({ server, type: 'tool', name });
const resource = (server: string, name: string): OfferedItem => ({ server, type: 'resource', name });

describe('aggregated names', () => {
  it('prefix the server and keep a name that fits', () => {
    expect(aggregatedNames([tool('github', 'create_issue')])).toEqual(['github__create_issue']);
  });

  it('shorten a name of 65 characters and keep one of 64', () => {
    const fits = 'x'.repeat(AGGREGATED_NAME_MAX - 's__'.length);
    const [kept, shortened] = aggregatedNames([tool('s', fits), tool('s', `${fits}y`)]) as [string, string];
    expect(kept).toBe(`s__${fits}`);
    expect(shortened).toHaveLength(AGGREGATED_NAME_MAX);
    expect(shortened).toMatch(/^s__x+_[0-9a-f]{8}$/);
  });

  it('give two long names with the same beginning different names', () => {
    const long = 'a'.repeat(100);
    const names = aggregatedNames([tool('s', `${long}1`), tool('s', `${long}2`)]);
    expect(new Set(names).size).toBe(2);
  });

  it('replace characters that model APIs refuse, and tell the results apart', () => {
    const names = aggregatedNames([tool('s', 'a b'), tool('s', 'a/b')]);
    expect(names[0]).toMatch(/^s__a_b_[0-9a-f]{8}$/);
    expect(names[0]).not.toBe(names[1]);
  });

  it('are the same whatever the order of the items', () => {
    const items = [tool('s', 'a b'), tool('s', 'é'), tool('t', 'a'), resource('s', 'file:///x'), resource('t', 'file:///x')];
    const forward = aggregatedNames(items);
    const backward = aggregatedNames([...items].reverse()).reverse();
    expect(backward).toEqual(forward);
  });

  it('give way to a tool that really has the shortened name', () => {
    const [shortened] = aggregatedNames([tool('s', 'a b')]) as [string];
    const squatter = tool('s', shortened.slice('s__'.length));
    const names = aggregatedNames([tool('s', 'a b'), squatter]);
    expect(names[1]).toBe(shortened);
    expect(names[0]).not.toBe(shortened);
  });

  it('leave a URI alone while one server has it, and name the server when two do', () => {
    expect(aggregatedNames([resource('a', 'file:///x'), resource('b', 'file:///y')])).toEqual(['file:///x', 'file:///y']);
    expect(aggregatedNames([resource('a', 'file:///x'), resource('b', 'file:///x')])).toEqual(['mcp.a+file:///x', 'mcp.b+file:///x']);
  });
});

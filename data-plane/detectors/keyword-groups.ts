/**
 * Several detectors' keywords in one automaton, so that a text is read once for all of them.
 */
import { buildMultiPattern, findPatterns, type MultiPattern } from './multi-pattern.ts';

/** Keywords by group; a detector reads the hits of its own group. */
export interface KeywordGroups<Group extends string> {
  /**
   * The hits of one group in a text: index into that group's list, then end offset, alternating, by end offset.
   *
   * Cost: one automaton pass for a text, however many groups are asked for one after the other.
   */
  hits(group: Group, text: string): readonly number[];
}

const NONE: readonly number[] = Object.freeze([]);

/**
 * Joins keyword lists; letters match in either case. The automaton is built at the first use, and the hits of the last text
 * are kept until another is asked for.
 */
export function keywordGroups<Group extends string>(lists: () => Readonly<Record<Group, readonly string[]>>): KeywordGroups<Group> {
  let automaton: MultiPattern | null = null;
  let owners: (readonly (readonly [Group, number])[])[] = [];
  let lastText: string | null = null;
  let last: Partial<Record<Group, number[]>> = {};

  function build(): MultiPattern {
    const patterns: string[] = [];
    const found = new Map<string, [Group, number][]>();
    for (const [group, list] of Object.entries(lists()) as [Group, readonly string[]][]) {
      list.forEach((keyword, index) => {
        const key = keyword.toLowerCase();
        const owner = found.get(key);
        if (owner === undefined) {
          found.set(key, [[group, index]]);
          patterns.push(key);
        } else owner.push([group, index]);
      });
    }
    owners = patterns.map((pattern) => found.get(pattern) ?? []);
    return buildMultiPattern(patterns, { ignoreCase: true });
  }

  return {
    hits(group, text) {
      if (text !== lastText) {
        automaton ??= build();
        const flat = findPatterns(automaton, text);
        last = {};
        for (let i = 0; i < flat.length; i += 2) {
          for (const [owner, index] of owners[flat[i] as number] ?? []) (last[owner] ??= []).push(index, flat[i + 1] as number);
        }
        lastText = text;
      }
      return last[group] ?? NONE;
    },
  };
}

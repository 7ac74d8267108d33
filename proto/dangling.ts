import type { ResourceKind } from './codec.ts';
import type { ResourceRef } from './references.ts';
import { resourceKey, type ResourceSet, type SetMember } from './resource-set.ts';

/** A member that says what it needs. */
export interface Referring extends SetMember {
  readonly references: readonly ResourceRef[];
}

/** A reference to something the set does not hold. */
export interface DanglingReference<Member> {
  readonly from: Member;
  readonly to: ResourceRef;
}

/** Kinds that others refer to: only when one of these goes can an unchanged resource lose what it needs. */
const REFERRED_TO: ReadonlySet<string> = new Set<ResourceKind>(['Project', 'Policy', 'Credential', 'Registry', 'Server', 'Application']);

/**
 * References that lead nowhere, in a set whose predecessor had none, after `changed` were put in or taken out.
 *
 * Cost: linear in what changed; in the whole set when something that others may refer to was taken out.
 */
export function danglingReferences<Member extends Referring>(
  set: ResourceSet<Member>,
  changed: readonly string[],
): DanglingReference<Member>[] {
  const dangling: DanglingReference<Member>[] = [];
  const isWhole = changed.length >= set.size || changed.some((key) => REFERRED_TO.has(key.slice(0, key.indexOf(' '))) && !set.has(key));
  const candidates = isWhole ? set.values() : changed.flatMap((key) => set.get(key) ?? []);
  for (const from of candidates) {
    for (const to of from.references) if (!set.has(resourceKey(to))) dangling.push({ from, to });
  }
  return dangling;
}

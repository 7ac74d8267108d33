import { uuid7 } from '../../data-plane/lib/uuid7.ts';

/** A new id: three letters that name the type, `_`, and a UUID in order of time without its hyphens. */
export function prefixedId(prefix: string): string {
  return `${prefix}_${uuid7(Date.now()).replaceAll('-', '')}`;
}

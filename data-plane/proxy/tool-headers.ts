import type { Item } from '../config/snapshot.ts';
import { paramHeaders, type ParamHeader, type ParamHeaders } from '../lib/param-headers.ts';

const known = new WeakMap<Item, ParamHeaders>();

function annotations(item: Item): ParamHeaders {
  let found = known.get(item);
  if (found === undefined)
    known.set(item, (found = item.type === 'tool' ? paramHeaders(item.definition['inputSchema']) : { kind: 'valid', headers: [] }));
  return found;
}

/** The parameters of a tool that travel in headers as well. */
export function declaredHeaders(item: Item): readonly ParamHeader[] {
  const found = annotations(item);
  return found.kind === 'valid' ? found.headers : [];
}

/** Whether a tool's annotations break the rules; such a tool is not offered (2026-07-28, transports, "Custom parameter headers"). */
export function hasInvalidHeaders(item: Item): boolean {
  return annotations(item).kind === 'invalid';
}

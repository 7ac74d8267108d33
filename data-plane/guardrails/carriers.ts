import type { UninspectedReason } from './policy.ts';
import type { Limits } from './limits.ts';
import type { Place } from './place.ts';
import { decodeBlob } from './blob.ts';
import { isProtocolContainer, isProtocolKey, isProtocolValue } from './protocol-words.ts';

/** One text a model may read, or an agent may send, and where it stands in the message. */
export interface Leaf {
  readonly carrier: string;
  /** Where the value stands; for a key, where the value under it stands. */
  readonly place: Place;
  /** The text detectors see: the string, the number as written, the key, or what a blob decodes to. */
  readonly text: string;
  readonly kind: 'string' | 'number' | 'key' | 'blob';
  /** Text blocks of one list are judged together as well as apart. */
  readonly joins: boolean;
}

/** A carrier that was met and not looked at. */
export interface Uninspected {
  readonly carrier: string;
  readonly place: Place;
  readonly reason: UninspectedReason;
}

/** Everything that was found in one message. */
export interface Carriers {
  readonly leaves: Leaf[];
  readonly uninspected: Uninspected[];
}

/**
 * Every text in a message, with its place, whatever the message's shape: unknown fields are read like known ones.
 *
 * Carriers are named after the message's kind and its first key, as in `result.content`. Binary contents are
 * reported as uninspected; those that turn out to be text are read.
 * Cost: linear in the message; stops at the limits and says so.
 */
export function collectCarriers(root: unknown, prefix: string, limits: Limits): Carriers {
  const walk: Walk = { leaves: [], uninspected: [], chars: 0, limits, full: false, isRequest: prefix === 'arguments' };
  const place: Place = { parent: null, key: '', container: isContainer(root) ? root : null };
  if (place.container === null) addScalar(walk, root, place, prefix, false);
  else {
    const isList = Array.isArray(root);
    for (const [key, value] of entriesOf(place.container)) {
      visit(walk, value, key, place, isList ? prefix : `${prefix}.${key}`, 1, true);
    }
  }
  return walk;
}

interface Walk extends Carriers {
  chars: number;
  readonly limits: Limits;
  /** Set once a limit on the whole message was hit; the rest is not read. */
  full: boolean;
  /** What an agent sends: the keys are the tool's own, and no value under them is MCP's. */
  readonly isRequest: boolean;
}

/** `isProtocol`: the keys here are MCP's own, not a server's; those the specification names are not shown to detectors. */
function visit(walk: Walk, value: unknown, key: string | number, parent: Place, carrier: string, depth: number, isProtocol: boolean): void {
  if (walk.full) return;
  if (typeof key === 'string' && !(isProtocol && isProtocolKey(key))) addKey(walk, key, value, parent, carrier);
  if (!isContainer(value)) {
    if (isProtocol && !walk.isRequest && isProtocolValue(key, value)) return;
    if (isBinaryField(key, value, parent.container)) addBlob(walk, value as string, { parent, key, container: null }, carrier);
    else addScalar(walk, value, { parent, key, container: null }, carrier, isBlockText(key, parent));
    return;
  }
  const place: Place = { parent, key, container: value };
  if (depth >= walk.limits.maxDepth) {
    walk.uninspected.push({ carrier, place, reason: 'too-deep' });
    return;
  }
  const staysProtocol = isProtocol && isProtocolContainer(key);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && !walk.full; i++) visit(walk, value[i], i, place, carrier, depth + 1, staysProtocol);
    return;
  }
  const holder = value as Record<string, unknown>;
  for (const name of Object.keys(holder)) {
    if (walk.full) return;
    visit(walk, holder[name], name, place, carrier, depth + 1, staysProtocol);
  }
}

function addScalar(walk: Walk, value: unknown, place: Place, carrier: string, joins: boolean): void {
  if (typeof value === 'string') add(walk, { carrier, place, text: value, kind: 'string', joins });
  else if (typeof value === 'number' || typeof value === 'bigint')
    add(walk, { carrier, place, text: String(value), kind: 'number', joins: false });
}

function addKey(walk: Walk, key: string, value: unknown, parent: Place, carrier: string): void {
  const place: Place = { parent, key, container: isContainer(value) ? value : null };
  add(walk, { carrier, place, text: key, kind: 'key', joins: false });
}

function addBlob(walk: Walk, value: string, place: Place, carrier: string): void {
  const decoded = decodeBlob(value, walk.limits.maxUnpackedBytes);
  if (typeof decoded === 'string') add(walk, { carrier, place, text: decoded, kind: 'blob', joins: false });
  else walk.uninspected.push({ carrier, place, reason: decoded.reason });
}

function add(walk: Walk, leaf: Leaf): void {
  if (leaf.text.length === 0) return;
  const reason =
    walk.leaves.length >= walk.limits.maxLeaves ? 'too-many' : walk.chars + leaf.text.length > walk.limits.maxChars ? 'too-large' : null;
  if (reason !== null) {
    walk.full = true;
    walk.uninspected.push({ carrier: leaf.carrier, place: leaf.place, reason });
    return;
  }
  walk.chars += leaf.text.length;
  walk.leaves.push(leaf);
}

/** `blob` of a resource, `data` of an image or sound: base64 by the specification. */
function isBinaryField(key: string | number, value: unknown, container: object | null): boolean {
  if (typeof value !== 'string' || container === null || value.length < MIN_BLOB_CHARS) return false;
  if (key === 'blob') return 'uri' in container || 'mimeType' in container;
  return key === 'data' && 'mimeType' in container;
}

const MIN_BLOB_CHARS = 4;

/** The text of a content block: `text` of an element of a list, or of the resource embedded in one. */
function isBlockText(key: string | number, parent: Place): boolean {
  if (key !== 'text') return false;
  const holder = parent.key === 'resource' ? parent.parent : parent;
  return holder !== null && typeof holder.key === 'number';
}

/** Says whether a value is an object or an array. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function entriesOf(container: object): [string | number, unknown][] {
  return Array.isArray(container) ? [...container.entries()] : Object.entries(container);
}

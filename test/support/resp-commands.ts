import type { Socket } from 'node:net';

/** What a double holds. */
export interface Keyspace {
  readonly values: Map<string, { value: string | Set<string> | Map<string, string>; untilMs: number }>;
  readonly subscribers: Map<string, Set<Socket>>;
}

type Command = (keys: Keyspace, args: readonly string[], socket: Socket) => string;

/** Runs one command. Returns: the answer in RESP2. */
export function runCommand(keys: Keyspace, [name = '', ...args]: readonly string[], socket: Socket): string {
  const command = COMMANDS[name.toUpperCase()];
  return command === undefined ? `-ERR unknown command '${name}'\r\n` : command(keys, args, socket);
}

const COMMANDS: Readonly<Record<string, Command>> = {
  PING: (_keys, [text]) => (text === undefined ? '+PONG\r\n' : bulk(text)),
  HELLO: () => '-NOPROTO this double speaks RESP2\r\n',
  AUTH: ok,
  SELECT: ok,
  CLIENT: ok,
  QUIT: ok,
  INFO: () => bulk('# Server\r\nredis_version:7.0.0\r\nloading:0\r\n'),
  TIME: () => list([String(Math.floor(Date.now() / 1000)), String((Date.now() % 1000) * 1000)].map(bulk)),
  FLUSHDB: clear,
  FLUSHALL: clear,
  GET: (keys, [key = '']) => bulk(text(keys, key)),
  MGET: (keys, names) => list(names.map((key) => bulk(text(keys, key)))),
  SET: set,
  SETEX: (keys, [key = '', seconds = '0', value = '']) => set(keys, [key, value, 'EX', seconds]),
  PSETEX: (keys, [key = '', ms = '0', value = '']) => set(keys, [key, value, 'PX', ms]),
  GETDEL: (keys, [key = '']) => {
    const value = text(keys, key);
    keys.values.delete(key);
    return bulk(value);
  },
  DEL: (keys, names) => number(names.filter((key) => live(keys, key) !== null && keys.values.delete(key)).length),
  UNLINK: (keys, names) => number(names.filter((key) => live(keys, key) !== null && keys.values.delete(key)).length),
  EXISTS: (keys, names) => number(names.filter((key) => live(keys, key) !== null).length),
  INCR: (keys, [key = '']) => add(keys, key, 1),
  INCRBY: (keys, [key = '', by = '1']) => add(keys, key, Number(by)),
  DECR: (keys, [key = '']) => add(keys, key, -1),
  DECRBY: (keys, [key = '', by = '1']) => add(keys, key, -Number(by)),
  PEXPIRE: (keys, [key = '', ms = '0']) => expire(keys, key, Date.now() + Number(ms)),
  EXPIRE: (keys, [key = '', seconds = '0']) => expire(keys, key, Date.now() + Number(seconds) * 1000),
  PTTL: (keys, [key = '']) => number(ttl(keys, key)),
  TTL: (keys, [key = '']) => number(ttl(keys, key) < 0 ? ttl(keys, key) : Math.ceil(ttl(keys, key) / 1000)),
  KEYS: (keys, [pattern = '*']) => list(matching(keys, pattern).map(bulk)),
  SCAN: (keys, args) =>
    `*2\r\n${bulk('0')}${list(matching(keys, args[args.findIndex((word) => word.toUpperCase() === 'MATCH') + 1] ?? '*').map(bulk))}`,
  SADD: (keys, [key = '', ...members]) => {
    const held = typed(keys, key, () => new Set<string>());
    const before = held.size;
    for (const member of members) held.add(member);
    return number(held.size - before);
  },
  SREM: (keys, [key = '', ...members]) =>
    number(members.filter((member) => typed(keys, key, () => new Set<string>()).delete(member)).length),
  SMEMBERS: (keys, [key = '']) => list([...typed(keys, key, () => new Set<string>())].map(bulk)),
  HSET: (keys, [key = '', ...pairs]) => {
    const held = typed(keys, key, () => new Map<string, string>());
    for (let index = 0; index + 1 < pairs.length; index += 2) held.set(pairs[index] as string, pairs[index + 1] as string);
    return number(pairs.length / 2);
  },
  HGET: (keys, [key = '', field = '']) => bulk(typed(keys, key, () => new Map<string, string>()).get(field) ?? null),
  HGETALL: (keys, [key = '']) => list([...typed(keys, key, () => new Map<string, string>())].flat().map(bulk)),
  HDEL: (keys, [key = '', ...fields]) =>
    number(fields.filter((field) => typed(keys, key, () => new Map<string, string>()).delete(field)).length),
  SUBSCRIBE: (keys, channels, socket) =>
    channels
      .map((channel, index) => {
        keys.subscribers.set(channel, (keys.subscribers.get(channel) ?? new Set()).add(socket));
        return list([bulk('subscribe'), bulk(channel), number(index + 1)]);
      })
      .join(''),
  UNSUBSCRIBE: (keys, channels, socket) =>
    channels
      .map((channel) => {
        keys.subscribers.get(channel)?.delete(socket);
        return list([bulk('unsubscribe'), bulk(channel), number(0)]);
      })
      .join(''),
  PUBLISH: (keys, [channel = '', message = '']) => {
    const listening = [...(keys.subscribers.get(channel) ?? [])];
    for (const socket of listening) socket.write(list([bulk('message'), bulk(channel), bulk(message)]));
    return number(listening.length);
  },
};

function ok(): string {
  return '+OK\r\n';
}

function clear(keys: Keyspace): string {
  keys.values.clear();
  return ok();
}

function set(keys: Keyspace, [key = '', value = '', ...options]: readonly string[]): string {
  const words = options.map((word) => word.toUpperCase());
  const after = (word: string): number | null => (words.includes(word) ? Number(options[words.indexOf(word) + 1]) : null);
  const before = live(keys, key);
  if ((words.includes('NX') && before !== null) || (words.includes('XX') && before === null)) return bulk(null);
  const ms = after('PX') ?? (after('EX') === null ? null : (after('EX') as number) * 1000);
  if (ms !== null && !(ms > 0)) return "-ERR invalid expire time in 'set' command\r\n";
  const untilMs =
    ms === null ? (words.includes('KEEPTTL') ? (before?.untilMs ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY) : Date.now() + ms;
  keys.values.set(key, { value, untilMs });
  return words.includes('GET') ? bulk(typeof before?.value === 'string' ? before.value : null) : ok();
}

function add(keys: Keyspace, key: string, by: number): string {
  const next = Number(text(keys, key) ?? '0') + by;
  if (!Number.isSafeInteger(next)) return '-ERR value is not an integer or out of range\r\n';
  keys.values.set(key, { value: String(next), untilMs: live(keys, key)?.untilMs ?? Number.POSITIVE_INFINITY });
  return number(next);
}

function expire(keys: Keyspace, key: string, untilMs: number): string {
  const held = live(keys, key);
  if (held !== null) held.untilMs = untilMs;
  return number(held === null ? 0 : 1);
}

function ttl(keys: Keyspace, key: string): number {
  const held = live(keys, key);
  if (held === null) return -2;
  return held.untilMs === Number.POSITIVE_INFINITY ? -1 : held.untilMs - Date.now();
}

function live(keys: Keyspace, key: string) {
  const held = keys.values.get(key);
  if (held === undefined) return null;
  if (held.untilMs > Date.now()) return held;
  keys.values.delete(key);
  return null;
}

function text(keys: Keyspace, key: string): string | null {
  const value = live(keys, key)?.value;
  return typeof value === 'string' ? value : null;
}

function typed<Value extends Set<string> | Map<string, string>>(keys: Keyspace, key: string, make: () => Value): Value {
  const held = live(keys, key) ?? { value: make(), untilMs: Number.POSITIVE_INFINITY };
  keys.values.set(key, held);
  return held.value as Value;
}

function matching(keys: Keyspace, pattern: string): string[] {
  const expression = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
  return [...keys.values.keys()].filter((key) => live(keys, key) !== null && expression.test(key));
}

function bulk(value: string | null): string {
  return value === null ? '$-1\r\n' : `$${Buffer.byteLength(value)}\r\n${value}\r\n`;
}

function number(value: number): string {
  return `:${value}\r\n`;
}

function list(answers: readonly string[]): string {
  return `*${answers.length}\r\n${answers.join('')}`;
}

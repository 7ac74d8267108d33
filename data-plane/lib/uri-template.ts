/**
 * Whether a URI can have come from a URI template.
 *
 * Shape: literals must match; a variable stands for at least one character that is not `/`, `?` or `#` (with `+`, `#`
 *   and `*`: not `?` or `#`, and `/` is allowed); `{?x,y}` and `{&x}` for any query.
 * Cost: backtracking is bounded: a URI is at most 8 KB, a template at most 32 variables, and the work at most their product times the length.
 * Source: RFC 6570 §2, §3; the subset MCP servers use.
 */
export function matchesUriTemplate(template: string, uri: string): boolean {
  if (uri.length > 8_192) return false;
  const parts = parse(template);
  if (parts === null) return false;
  // reachable[i]: the parts so far can end at offset i.
  let reachable = new Uint8Array(uri.length + 1);
  reachable[0] = 1;
  for (const part of parts) {
    const next = new Uint8Array(uri.length + 1);
    for (let at = 0; at <= uri.length; at++) {
      if (reachable[at] === 0) continue;
      if (part.literal !== null) {
        if (uri.startsWith(part.literal, at)) next[at + part.literal.length] = 1;
        continue;
      }
      if (part.optional) next[at] = 1;
      for (let end = at; end < uri.length && !part.stops.includes(uri.charAt(end)); end++) {
        // What was marked before goes on from there by itself.
        if (next[end + 1] === 1 && end > at) break;
        next[end + 1] = 1;
      }
    }
    reachable = next;
  }
  return reachable[uri.length] === 1;
}

interface Part {
  readonly literal: string | null;
  readonly stops: string;
  readonly optional: boolean;
}

const parsed = new Map<string, readonly Part[] | null>();

function parse(template: string): readonly Part[] | null {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  const parts: Part[] = [];
  let at = 0;
  let variables = 0;
  let good = template.length <= 4_096;
  while (good && at < template.length) {
    const open = template.indexOf('{', at);
    const literalEnd = open === -1 ? template.length : open;
    if (literalEnd > at) parts.push({ literal: template.slice(at, literalEnd), stops: '', optional: false });
    if (open === -1) break;
    const close = template.indexOf('}', open);
    if (close === -1 || ++variables > 32) {
      good = false;
      break;
    }
    const expression = template.slice(open + 1, close);
    const operator = expression.charAt(0);
    if (operator === '?' || operator === '&') parts.push({ literal: null, stops: '#', optional: true });
    else if (operator === '+' || operator === '/' || operator === '#' || expression.endsWith('*'))
      parts.push({ literal: null, stops: '?#', optional: operator === '#' });
    else parts.push({ literal: null, stops: '/?#', optional: false });
    at = close + 1;
  }
  const result = good ? parts : null;
  if (parsed.size >= 10_000) parsed.clear();
  parsed.set(template, result);
  return result;
}

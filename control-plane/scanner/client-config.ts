import { isRecord } from './schema.ts';

/** A server as a client's configuration names it. */
export interface ConfiguredServer {
  readonly name: string;
  readonly target:
    | { readonly kind: 'url'; readonly url: string; readonly headers: Readonly<Record<string, string>> }
    | {
        readonly kind: 'command';
        readonly command: string;
        readonly args: readonly string[];
        readonly env: Readonly<Record<string, string>>;
        readonly cwd: string | null;
      }
    | { readonly kind: 'unreadable'; readonly reason: string };
}

/**
 * The servers in a client's configuration.
 *
 * Shape: JSON, comments and trailing commas allowed, with `mcpServers` (Claude, Cursor, Windsurf), `servers` or
 *   `mcp.servers` (VS Code) or `context_servers` (Zed). `${env:NAME}` and `${NAME}` are filled from `environment`.
 * Throws: Error that says what is wrong with the file as a whole; a single bad entry is returned as `unreadable`.
 */
export function readClientConfig(text: string, environment: Readonly<Record<string, string | undefined>>): ConfiguredServer[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(withoutComments(text));
  } catch (error) {
    throw new Error(`the configuration is not JSON: ${error instanceof Error ? error.message.slice(0, 120) : ''}`);
  }
  const root = isRecord(parsed) ? parsed : {};
  const nested = isRecord(root['mcp']) ? root['mcp']['servers'] : undefined;
  const servers = [root['mcpServers'], root['servers'], nested, root['context_servers']].find(isRecord);
  if (servers === undefined) throw new Error('the configuration has none of "mcpServers", "servers", "mcp.servers" and "context_servers"');
  const fill = (value: string): string =>
    value.replace(/\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, name: string) => environment[name] ?? whole);
  return Object.entries(servers)
    .slice(0, 200)
    .map(([name, entry]) => ({ name, target: targetOf(entry, fill) }));
}

function targetOf(entry: unknown, fill: (value: string) => string): ConfiguredServer['target'] {
  if (!isRecord(entry)) return { kind: 'unreadable', reason: 'the entry is not an object' };
  const url = entry['url'] ?? entry['serverUrl'] ?? entry['httpUrl'];
  if (typeof url === 'string')
    return URL.canParse(fill(url))
      ? { kind: 'url', url: fill(url), headers: strings(entry['headers'], fill) }
      : { kind: 'unreadable', reason: '"url" is not a URL' };
  const nested = isRecord(entry['command']) ? entry['command'] : entry;
  const command = nested === entry ? entry['command'] : (nested['path'] ?? nested['command']);
  if (typeof command !== 'string' || command === '') return { kind: 'unreadable', reason: 'the entry has neither "url" nor "command"' };
  const args = Array.isArray(nested['args']) ? nested['args'].map((arg) => fill(String(arg))) : [];
  return {
    kind: 'command',
    command: fill(command),
    args,
    env: strings(nested['env'], fill),
    cwd: typeof entry['cwd'] === 'string' ? fill(entry['cwd']) : null,
  };
}

function strings(value: unknown, fill: (value: string) => string): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => ['string', 'number', 'boolean'].includes(typeof item))
      .map(([key, item]) => [key, fill(String(item))]),
  );
}

/** JSON with `//` and block comments and trailing commas taken out, strings untouched. Linear. */
function withoutComments(text: string): string {
  let out = '';
  for (let at = 0; at < text.length;) {
    const char = text[at] as string;
    if (char === '"') {
      let end = at + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
      out += text.slice(at, end + 1);
      at = end + 1;
    } else if (char === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else {
      out += char;
      at += 1;
    }
  }
  return out.replace(
    /("(?:[^"\\]|\\.)*")|,(\s*[}\]])/g,
    (_, string: string | undefined, close: string | undefined) => string ?? close ?? '',
  );
}

import type { DefinitionSubject } from './check.ts';
import { speaksOf } from './actions.ts';
import type { Parameter } from './schema.ts';

/** What a caller can put into a parameter that matters for security. */
export type ParameterKind =
  | 'command'
  | 'code'
  | 'sql'
  | 'path'
  | 'url'
  | 'template'
  | 'serialized'
  | 'regex'
  | 'credential'
  | 'wallet'
  | 'identity'
  | 'privilege'
  | 'safety-switch';

/** A parameter's kind and how sure the reading is: `name` alone, or `both` name and description. */
export interface KindReading {
  readonly kind: ParameterKind;
  readonly confidence: number;
}

/**
 * The kinds of a parameter, from the words of its name, its description and its tool's purpose, and from its type.
 *
 * Numbers, booleans and closed sets carry no command, path or address; only switches and flags are read from booleans.
 */
export function kindsOf(subject: DefinitionSubject, parameter: Parameter): readonly KindReading[] {
  let kinds = kept.get(parameter);
  if (kinds === undefined) kept.set(parameter, (kinds = readKinds(subject, parameter)));
  return kinds;
}
const kept = new WeakMap<Parameter, readonly KindReading[]>();

function readKinds(subject: DefinitionSubject, parameter: Parameter): KindReading[] {
  const words = new Set(parameter.nameReading.tokens.map((token) => token.word));
  const told = new Set(
    parameter.description
      .slice(0, 400)
      .toLowerCase()
      .match(/[a-z][a-z-]+/g) ?? [],
  );
  const kinds: KindReading[] = [];
  const add = (kind: ParameterKind, confidence: number): void => {
    if (!kinds.some((known) => known.kind === kind)) kinds.push({ kind, confidence });
  };
  const any = (set: ReadonlySet<string>, from: ReadonlySet<string> = words): boolean => {
    for (const word of from) if (set.has(word) || set.has(word.replace(/s$/, ''))) return true;
    return false;
  };
  const isBoolean = parameter.types.length > 0 && parameter.types.every((type) => type === 'boolean' || type === 'null');
  if (isBoolean) {
    if (any(SWITCH) || (any(UNSAFE) && any(new Set(['allow', 'enable', 'mode', 'disable', 'skip', 'ignore'])))) add('safety-switch', 0.7);
    if (any(ADMIN)) add('privilege', 0.7);
    return kinds;
  }
  const open = !parameter.constrained;
  const text =
    parameter.types.length === 0 ||
    parameter.types.includes('string') ||
    parameter.types.includes('array') ||
    parameter.types.includes('object');
  if (any(CREDENTIAL) || credentialPhrase(parameter.name)) add('credential', 0.85);
  if (any(WALLET)) add('wallet', 0.85);
  if (any(ROLE) && open) add('privilege', 0.6);
  if (any(IDENTITY) && words.has('id')) add('identity', 0.6);
  if (!open || !text) return kinds;
  const runs = speaksOf(subject, RUNS);
  const last = parameter.nameReading.tokens.at(-1)?.word ?? '';
  if (any(COMMAND) || (ARGUMENTS.has(last) && (parameter.types.includes('string') || runs)) || (any(COMMAND, told) && runs && any(GENERIC)))
    add('command', any(COMMAND) ? 0.9 : 0.6);
  else if (runs && speaksOf(subject, SHELL) && any(GENERIC)) add('command', 0.6);
  if (any(CODE) || (any(EXPRESSION) && (speaksOf(subject, EVALUATES) || runs))) add('code', 0.85);
  if (any(SQL) || ((any(QUERY) || any(GENERIC)) && (speaksOf(subject, DATABASE) || any(SQL, told)))) add('sql', any(SQL) ? 0.9 : 0.65);
  if (
    !any(NOT_FILE) &&
    (any(PATH) ||
      (any(FILE) && (words.size <= 3 || any(PATH, told))) ||
      (any(NAME_ONLY) && speaksOf(subject, FILES) && !any(QUERY)) ||
      FILE_PHRASE.test(parameter.description))
  )
    add('path', any(PATH) ? 0.85 : 0.65);
  if (
    any(URL_WORDS) ||
    last === 'api' ||
    (any(DESTINATION) && (speaksOf(subject, REMOTE) || any(URL_WORDS, told))) ||
    URL_PHRASE.test(parameter.description)
  )
    add('url', any(URL_WORDS) ? 0.85 : 0.6);
  if (any(TEMPLATE) || (any(GENERIC_TEXT) && speaksOf(subject, TEMPLATES))) add('template', 0.75);
  if (any(SERIALIZED) || ((any(GENERIC) || any(FORMATS)) && speaksOf(subject, DESERIALIZES))) add('serialized', 0.75);
  if (any(REGEX)) add('regex', 0.5);
  return kinds;
}

function credentialPhrase(name: string): boolean {
  return (
    /api[_-]?key|access[_-]?(?:key|token)|(?:auth|bearer|refresh|session|secret|private|signing|encryption)[_-]?(?:token|key)|client[_-]?secret|connection[_-]?string/i.test(
      name,
    ) && !/(?:id|name|type|expiry|expires|count|limit|file|path)$/i.test(name)
  );
}

const COMMAND = new Set([
  'command',
  'cmd',
  'shell',
  'script',
  'exec',
  'executable',
  'bash',
  'powershell',
  'argv',
  'cmdline',
  'commandline',
  'program',
  'subprocess',
]);
const ARGUMENTS = new Set(['args', 'arguments', 'options', 'flags', 'opts', 'params', 'extra', 'switches']);
const RUNS = new Set([
  'execute',
  'run',
  'exec',
  'command',
  'shell',
  'script',
  'terminal',
  'process',
  'bash',
  'powershell',
  'invoke',
  'eval',
  'launch',
  'generate',
  'diagnostic',
  'executes',
  'running',
  'runner',
  'cmd',
  'subprocess',
  'system',
  'convert',
]);
const SHELL = new Set(['command', 'shell', 'terminal', 'bash', 'powershell', 'os.system', 'subprocess', 'cmd']);
const CODE = new Set(['code', 'javascript', 'js', 'python', 'snippet', 'lambda', 'wasm', 'bytecode', 'macro', 'plugin']);
const EXPRESSION = new Set(['expression', 'formula', 'equation', 'expr', 'calculation', 'source']);
const EVALUATES = new Set([
  'evaluate',
  'eval',
  'calculate',
  'compute',
  'calculation',
  'calculator',
  'expression',
  'formula',
  'mathematical',
  'solve',
]);
const SQL = new Set(['sql', 'statement', 'cypher', 'sparql', 'kql', 'where', 'soql', 'aql', 'promql']);
const QUERY = new Set(['query', 'filter', 'condition', 'search', 'pipeline', 'aggregation']);
const DATABASE = new Set([
  'database',
  'sql',
  'db',
  'table',
  'postgres',
  'postgresql',
  'mysql',
  'sqlite',
  'bigquery',
  'snowflake',
  'mongodb',
  'mongo',
  'neo4j',
  'cypher',
  'clickhouse',
  'redshift',
  'warehouse',
  'union-based',
]);
const PATH = new Set([
  'path',
  'filepath',
  'file',
  'filename',
  'directory',
  'dir',
  'folder',
  'pathname',
  'dirname',
  'fileslist',
  'files',
  'workdir',
  'cwd',
  'root',
  'symlink',
  'archive',
]);
const FILE = new Set([
  'document',
  'image',
  'output',
  'input',
  'attachment',
  'log',
  'config',
  'backup',
  'destination',
  'source',
  'target',
  'location',
  'link',
  'extract',
  'save',
]);
const NOT_FILE = new Set([
  'id',
  'type',
  'size',
  'count',
  'format',
  'json',
  'url',
  'ids',
  'mode',
  'key',
  'version',
  'status',
  'field',
  'fields',
  'properties',
  'language',
  'date',
  'hash',
  'content',
  'currency',
  'lang',
]);
const NAME_ONLY = new Set([
  'name',
  'document',
  'log',
  'config',
  'target',
  'source',
  'destination',
  'output',
  'input',
  'pattern',
  'resource',
]);
const FILES = new Set([
  'file',
  'document',
  'directory',
  'folder',
  'log',
  'path',
  'config',
  'archive',
  'filesystem',
  'symlink',
  'symbolic',
  'read_file',
]);
const FILE_PHRASE =
  /\b(?:path (?:to|of|for) |file ?path|file to |absolute path|relative path|directory (?:to|path)|folder (?:to|path)|filename)\b/i;
const URL_WORDS = new Set([
  'url',
  'uri',
  'urls',
  'host',
  'hostname',
  'endpoint',
  'webhook',
  'callback',
  'domain',
  'href',
  'redirect',
  'proxy',
  'server',
  'ip',
  'website',
  'link',
  'webpage',
  'address',
  'site',
  'origin',
]);
const DESTINATION = new Set(['destination', 'target', 'remote', 'to', 'upstream', 'recipient', 'location', 'resource', 'source']);
const REMOTE = new Set([
  'url',
  'http',
  'fetch',
  'request',
  'remote',
  'backup',
  'export',
  'forward',
  'proxy',
  'api',
  'webhook',
  'upload',
  'download',
  'connect',
  'service',
  'endpoint',
  'website',
  'web',
  'crawl',
  'scrape',
  'exports',
]);
const URL_PHRASE = /\bhttps?:\/\/|\burl (?:to|of|for)\b|\bendpoint (?:to|url)\b/i;
const TEMPLATE = new Set(['template', 'jinja', 'handlebars', 'mustache', 'liquid', 'ejs', 'tmpl']);
const TEMPLATES = new Set(['template', 'jinja', 'jinja2', 'mustache', 'handlebars', 'render', 'rendering']);
const GENERIC_TEXT = new Set(['markdown', 'text', 'content', 'html', 'body', 'message', 'format']);
const SERIALIZED = new Set(['pickle', 'yaml', 'xml', 'serialized', 'marshal', 'serialised', 'toml', 'svg', 'dtd', 'bson']);
const FORMATS = new Set(['json', 'object', 'config', 'payload', 'blob', 'state', 'session']);
const DESERIALIZES = new Set([
  'deserialize',
  'deserialise',
  'deserialization',
  'pickle',
  'unpickle',
  'serialized',
  'marshal',
  'yaml',
  'xml',
  'unmarshal',
  'xxe',
  'restore',
]);
const REGEX = new Set(['regex', 'regexp', 'pattern', 'glob']);
const GENERIC = new Set([
  'data',
  'input',
  'value',
  'text',
  'payload',
  'content',
  'host',
  'target',
  'request',
  'task',
  'action',
  'operation',
  'string',
  'query',
  'name',
  'term',
]);
const CREDENTIAL = new Set([
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'credential',
  'apikey',
  'pat',
  'jwt',
  'cookie',
  'pin',
  'otp',
  'bearer',
]);
const WALLET = new Set(['mnemonic', 'seed', 'cvv', 'cvc', 'ssn', 'keystore']);
const ADMIN = new Set(['admin', 'sudo', 'superuser', 'root', 'privileged', 'elevated', 'impersonate']);
const ROLE = new Set(['role', 'privilege', 'scope', 'permission', 'impersonate']);
const IDENTITY = new Set(['user', 'tenant', 'account', 'customer', 'owner', 'org', 'organization', 'member', 'employee']);
const SWITCH = new Set([
  'force',
  'skip',
  'bypass',
  'unsafe',
  'insecure',
  'overwrite',
  'recursive',
  'override',
  'noconfirm',
  'yes',
  'autoapprove',
  'verify',
  'dry',
  'sandbox',
  'strict',
  'confirm',
  'confirmed',
]);
const UNSAFE = new Set([
  'write',
  'delete',
  'destructive',
  'ssl',
  'tls',
  'validation',
  'check',
  'checks',
  'confirmation',
  'approval',
  'exec',
  'network',
  'safety',
]);

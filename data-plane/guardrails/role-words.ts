import type { ArgumentRole } from '../detectors/detector.ts';

/** Parameter names that tell the role by themselves. Each is matched against whole words of the name: `fileName` is `file name`. */
const BY_WORD: ReadonlyMap<string, ArgumentRole> = new Map(
  (
    [
      ['sql', 'sql sqls sqlquery sqlstatement dql plsql tsql'],
      ['command', 'command commands cmd cmds shell bash commandline powershell terminal argv'],
      [
        'path',
        'path paths file files filename filenames filepath filepaths dir dirs directory directories folder folders cwd workdir pathname basedir subdir',
      ],
      ['url', 'url urls uri uris href link links endpoint webhook callback host hostname hosts domain website origin redirect proxy ip'],
      ['code', 'code snippet program javascript typescript python diff patch notebook regex regexp'],
      ['template', 'template templates jinja handlebars mustache'],
      ['identifier', 'id ids uuid guid slug sha digest checksum etag cursor locale timezone currency'],
    ] as const
  ).flatMap(([role, words]) => words.split(' ').map((word) => [word, role] as const)),
);

/** Names that mean a role only where the words around them say so. */
const AMBIGUOUS = new Set([
  'query',
  'statement',
  'script',
  'source',
  'destination',
  'src',
  'dst',
  'dest',
  'target',
  'from',
  'to',
  'input',
  'expression',
  'q',
  'root',
  'location',
  'resource',
  'server',
  'address',
  'page',
  'image',
  'run',
  'exec',
]);

/** Names of contents that are written somewhere: code as likely as prose, next to a path. */
const CONTENT = new Set([
  'content',
  'contents',
  'body',
  'text',
  'data',
  'newtext',
  'oldtext',
  'newstring',
  'oldstring',
  'filetext',
  'newstr',
  'oldstr',
  'inserttext',
  'replacement',
]);

const BY_DESCRIPTION: readonly (readonly [ArgumentRole, RegExp])[] = [
  [
    'sql',
    /\bSQL\b|\bSELECT (?:statement|query)\b|\b(?:Postgres|MySQL|SQLite|BigQuery|Snowflake|T-SQL|ClickHouse|DuckDB)\b.{0,60}\b(?:query|statement)|\b(?:query|statement).{0,60}\b(?:Postgres|MySQL|SQLite|BigQuery|Snowflake|ClickHouse|DuckDB)\b/i,
  ],
  [
    'command',
    /\b(?:shell|bash|terminal|command[- ]line|powershell|console) (?:command|script)\b|\bcommands? (?:line )?to (?:run|execute)\b|\b(?:run|execute)s? (?:a |the |an? arbitrary )?(?:shell |bash )?commands?\b/i,
  ],
  [
    'path',
    /\b(?:file|directory|folder|relative|absolute|filesystem) ?paths?\b|\bpath (?:to|of)\b|\bname of the (?:file|directory|folder)\b/i,
  ],
  ['url', /\bURLs?\b|\bURIs?\b|\bweb ?(?:page|site) address\b|\bhttps?:\/\//],
];

/** What a name and the texts around it say of a parameter. */
export interface RoleHints {
  readonly name: string;
  /** The parameter's own description. */
  readonly description: string;
  /** The tool's. */
  readonly toolDescription: string;
  /** The tool has a parameter that is a path. */
  readonly hasPathSibling: boolean;
}

/** The role a parameter's name and description give it, null where they say nothing. */
export function roleFromWords({ name, description, toolDescription, hasPathSibling }: RoleHints): ArgumentRole | null {
  const words = wordsOf(name);
  const joined = words.join('');
  if (hasPathSibling && CONTENT.has(joined)) return 'code';
  const named = BY_WORD.get(joined) ?? roleOfWords(words);
  if (named !== null && named !== 'identifier') return named;
  const described = fromDescription(description);
  if (described !== null) return described;
  if (words.some((word) => AMBIGUOUS.has(word))) {
    const ofTool = fromDescription(toolDescription);
    if (ofTool !== null && isPlausibleForAmbiguous(joined, ofTool)) return ofTool;
  }
  return named;
}

/** The last telling word counts: `file_id` is an identifier, `id_file` a file; `path_template` a template. */
function roleOfWords(words: readonly string[]): ArgumentRole | null {
  for (let i = words.length - 1; i >= 0; i--) {
    const role = BY_WORD.get(words[i]!);
    if (role !== undefined) return role;
    if (i < words.length - 1 && !DECORATION.has(words[i + 1]!)) return null;
  }
  return null;
}

/** Words after which the one before still tells the role, as in `url_list`. */
const DECORATION = new Set([
  'list',
  'string',
  'str',
  'value',
  'param',
  'arg',
  'name',
  'names',
  'pattern',
  'prefix',
  'text',
  'input',
  'query',
  'statement',
]);

function fromDescription(text: string): ArgumentRole | null {
  const head = text.slice(0, MAX_DESCRIPTION_CHARS);
  for (const [role, pattern] of BY_DESCRIPTION) if (pattern.test(head)) return role;
  return null;
}

const MAX_DESCRIPTION_CHARS = 2000;

/** A tool that runs SQL takes it in `query`, not in `from`. */
function isPlausibleForAmbiguous(name: string, role: ArgumentRole): boolean {
  if (role === 'sql') return /query|statement|^q$|script|input|expression|run|exec/.test(name);
  if (role === 'command') return /script|input|run|exec|expression/.test(name);
  if (role === 'path') return /source|destination|src|dst|dest|target|from|to|root|location|resource/.test(name);
  return /target|source|resource|location|server|address|page|image|input/.test(name);
}

/** `filePath`, `file_path` and `file-path` as `file`, `path`. */
function wordsOf(name: string): string[] {
  return name
    .slice(0, 80)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

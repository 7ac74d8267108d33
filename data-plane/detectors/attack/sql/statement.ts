/**
 * Judges a text that is meant to be SQL: whole statements pass, what attacks a database with them does not.
 */
import { tokeniseSql, type SqlToken } from './tokenise.ts';
import { ALARMING_FUNCTIONS, CATALOGUE } from './vocabulary.ts';

/**
 * How likely a statement in a parameter for SQL does what an honest query does not.
 *
 * Returns: a probability; 0 for ordinary statements, whatever their kind, including a lone `DROP` or `DELETE`.
 */
export function judgeStatement(text: string): number {
  const tokens = tokeniseSql(text);
  let confidence = 0;
  for (const sign of SIGNS) confidence = Math.max(confidence, sign(tokens));
  return confidence;
}

type Sign = (tokens: readonly SqlToken[]) => number;

const SIGNS: readonly Sign[] = [alwaysTrue, stackedDestruction, alarmingCall, timeDelay, unionOverCatalogue, fileAccess, commandExecution];

/** `OR 1=1`, `OR 'a'='a'`: a condition that lets every row through, joined by OR. */
function alwaysTrue(tokens: readonly SqlToken[]): number {
  for (let i = 0; i < tokens.length - 3; i++) {
    if (tokens[i]?.text !== 'or' && tokens[i]?.text !== '||') continue;
    const [left, operator, right] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]];
    if (left === undefined || right === undefined || operator?.text !== '=') continue;
    if (
      (left.kind === '1' || left.kind === 's') &&
      left.kind === right.kind &&
      left.text === right.text &&
      tokens.some((token) => token.kind === 'W')
    )
      return 0.85;
  }
  return 0;
}

const DESTRUCTIVE: ReadonlySet<string> = new Set(['drop', 'truncate', 'shutdown', 'exec', 'execute', 'grant', 'alter']);

/** A harmless statement, then after `;` one that destroys or hands out rights, with a comment to cut off the rest. */
function stackedDestruction(tokens: readonly SqlToken[]): number {
  const first = tokens.find((token) => token.kind !== '(' && token.kind !== 'c');
  if (first === undefined || first.kind !== 'E') return 0;
  for (let i = 1; i < tokens.length - 1; i++) {
    if (tokens[i]?.kind !== ';') continue;
    const next = tokens[i + 1];
    const deletesAll = next?.text === 'delete' && !tokens.slice(i + 1).some((token) => token.kind === 'W');
    if (next !== undefined && next.kind === 'S' && (DESTRUCTIVE.has(next.text) || deletesAll)) return 0.85;
  }
  return 0;
}

function alarmingCall(tokens: readonly SqlToken[]): number {
  return tokens.some(
    (token, i) => token.kind === 'f' && tokens[i + 1]?.kind === '(' && ALARMING_FUNCTIONS.has(token.text) && !QUIET.has(token.text),
  )
    ? 0.85
    : 0;
}

/** Alarming beside a value, ordinary in a statement. */
const QUIET: ReadonlySet<string> = new Set([
  'httpuritype',
  'openquery',
  'pg_ls_dir',
  'query_to_xml',
  'database_to_xml',
  'dbms_xmlgen.getxml',
  'is_srvrolemember',
  'randomblob',
  'st_latfromgeohash',
  'gtid_subset',
  'extractvalue',
  'updatexml',
  'dbms_lock.sleep',
  'dbms_session.sleep',
]);

function timeDelay(tokens: readonly SqlToken[]): number {
  return tokens.some(
    (token, i) =>
      (token.text === 'waitfor' && tokens[i + 1]?.text === 'delay') ||
      ((token.text === 'sleep' || token.text === 'pg_sleep' || token.text === 'benchmark') && token.kind === 'f'),
  )
    ? 0.8
    : 0;
}

/** `UNION SELECT ... FROM information_schema...` after a query of something else. */
function unionOverCatalogue(tokens: readonly SqlToken[]): number {
  const union = tokens.findIndex((token) => token.kind === 'U');
  if (union < 0) return 0;
  const isCatalogue = (token: SqlToken): boolean => token.kind === 'n' && CATALOGUE.test(token.text);
  if (tokens.slice(union).some(isCatalogue) && !tokens.slice(0, union).some(isCatalogue)) return 0.85;
  const after = tokens.slice(union + 1, union + 24);
  const credentials = after.some((token) => /^(?:password|passwd|password_hash|pwd|passwordhash)$/.test(token.text));
  const comment = tokens[tokens.length - 1]?.kind === 'c';
  return credentials && (comment || !tokens.slice(0, union).some((token) => /pass|pwd/.test(token.text))) ? 0.75 : 0;
}

function fileAccess(tokens: readonly SqlToken[]): number {
  return tokens.some((token, i) => (token.text === 'outfile' || token.text === 'dumpfile') && tokens[i - 1]?.text === 'into') ? 0.85 : 0;
}

function commandExecution(tokens: readonly SqlToken[]): number {
  return tokens.some(
    (token, i) =>
      /(?:^|\.)(?:xp_cmdshell|sp_oacreate|xp_regread|xp_dirtree)$/.test(token.text) ||
      (token.text === 'program' && /^(?:from|to)$/.test(tokens[i - 1]?.text ?? '') && tokens[i + 1]?.kind === 's'),
  )
    ? 0.95
    : 0;
}

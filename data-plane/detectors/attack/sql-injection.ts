import type { Detector, Finding, TextContext } from '../detector.ts';
import { decodePercent } from './percent.ts';
import { goesOn, weighSql } from './sql/evidence.ts';
import { judgeStatement } from './sql/statement.ts';
import { tokeniseSql, tokeniseSqlAfter, type SqlContext } from './sql/tokenise.ts';

/**
 * SQL that breaks out of the place a value has in a statement; in an argument that is SQL, statements no honest query holds.
 *
 * Shape: the text is tokenised as it is and as the inside of a literal in each quote; features of the token list (union select,
 *   tautology, stacked statement, delay, catalogue, closing comment...) are weighed against how much it reads like prose.
 * Returns: one finding over the whole text.
 * Cost: linear in the text, of which the first 8 KiB and the last 2 KiB are read; 240 tokens per reading.
 * Misses: second-order injection, NoSQL operators, attacks that need the statement around them to be recognised.
 * Source: SQL-92 lexical elements; the vendors' lexical structure (MySQL 8 9.2, PostgreSQL 17 4.1, T-SQL, Oracle).
 */
export const attackSqlInjection: Detector = {
  id: 'attack.sql-injection',
  family: 'sql-injection',
  version: 1,
  severity: 'high',
  surfaces: ['tool-arguments'],
  detect(text, context) {
    const confidence = sqlConfidence(text, context);
    return confidence < MIN_CONFIDENCE ? [] : [finding(text, confidence)];
  },
};

const MIN_CONFIDENCE = 0.3;
const HEAD = 8_192;
const TAIL = 2_048;
// Nothing below can fire without one of these.
const PREFILTER =
  /['"`;=<>|&(@#*]|--|\b(?:union|order\s+by|group\s+by|having|select|drop|exec|insert|shutdown|waitfor|limit|or|and)\b|[\u2013\u2014]|%[0-9a-f]{2}/i;

function sqlConfidence(text: string, { role }: TextContext): number {
  if (role === 'number' || role === 'command' || role === 'code' || role === 'path' || role === 'template') return 0;
  if (text.length < 3 || !PREFILTER.test(text)) return 0;
  const read = text.length > HEAD + TAIL ? `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}` : text;
  if (role === 'sql') return judgeStatement(read);
  if (role === 'url') return best(queryOf(read));
  let confidence = 0;
  for (const reading of readingsOf(read)) confidence = Math.max(confidence, best(reading));
  return confidence;
}

/** The text as it is, and as layers before the database might hand it on. */
function readingsOf(text: string): string[] {
  const readings = [text];
  const decoded = text.includes('%') || text.includes('\\x') ? unescapeHex(decodePercent(text)) : text;
  if (decoded !== text) readings.push(decoded);
  if (decoded.includes('+') && !/\s/.test(text)) readings.push(decoded.replace(/\+/g, ' '));
  if (/(['"])\1/.test(decoded)) readings.push(decoded.replace(/(['"])\1/g, '$1'));
  if (/\w\/\*[^*]{0,40}\*\/\w/.test(decoded)) readings.push(decoded.replace(/\/\*[^*]{0,40}\*\//g, ''));
  return readings;
}

function unescapeHex(text: string): string {
  return text.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** In a URL only the decoded query can carry SQL; the rest is names and slashes. */
function queryOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0
    ? ''
    : decodePercent(url.slice(query + 1))
        .replace(/\+/g, ' ')
        .replace(/(?:^|&)[\w.[\]-]{1,40}=/g, ' ');
}

function best(original: string): number {
  const text = original.replace(TYPOGRAPHIC_QUOTES, "'");
  let strongest = weighSql(text, tokeniseSql(text), '').strength;
  if (text.length > LONG) {
    const tail = text.slice(-LONG / 2);
    strongest = Math.max(strongest, weighSql(tail, tokeniseSql(tail), '').strength);
  }
  for (const quote of QUOTES) {
    for (const at of closingQuotes(text, quote)) {
      if (!goesOn(tokeniseSqlAfter(text, at, LOOK_AHEAD))) continue;
      strongest = Math.max(strongest, weighSql(text, tokeniseSqlAfter(text, at), quote).strength);
    }
  }
  return confidenceOf(strongest);
}

const TYPOGRAPHIC_QUOTES = /[\u2018\u2019\u2032\u02bc\uff07]/g;
const QUOTES: readonly Exclude<SqlContext, ''>[] = ["'", '"', '`'];
const LONG = 1_200;
const LOOK_AHEAD = 5;

/**
 * Where a literal that began before the text may end: at the first quote that is not doubled, and at the first that is no
 * apostrophe either. Later quotes have partners, as in code.
 */
function closingQuotes(text: string, quote: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const start = at;
    while (text[at + 1] === quote) at++;
    if ((at - start) % 2 !== 0 && at !== text.length - 1) continue;
    const isApostrophe = quote === "'" && isLetter(text[at - 1]) && isLetter(text[at + 1]);
    if (found.length === 0 || !isApostrophe) found.push(at);
    if (!isApostrophe) break;
  }
  return found;
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /\p{L}/u.test(char);
}

/** Strength 1 is the point where an attack is likelier than not by far. */
function confidenceOf(strength: number): number {
  if (strength <= 0) return 0;
  return Math.min(0.99, 1 / (1 + Math.exp(-4 * (strength - 0.75))));
}

function finding(text: string, confidence: number): Finding {
  return { detectorId: attackSqlInjection.id, start: 0, end: text.length, confidence, label: 'sql-breakout' };
}

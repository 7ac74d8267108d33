import type { Change } from './regions.ts';
import { rewrite } from './rewrite.ts';
import type { View } from './view.ts';

const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));?/g;

/** The named references that stand for ASCII or blanks; others are letters with accents, which nothing here looks for. */
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  excl: '!',
  num: '#',
  dollar: '$',
  percnt: '%',
  lpar: '(',
  rpar: ')',
  ast: '*',
  plus: '+',
  comma: ',',
  period: '.',
  sol: '/',
  colon: ':',
  semi: ';',
  equals: '=',
  quest: '?',
  commat: '@',
  lsqb: '[',
  lbrack: '[',
  bsol: '\\',
  rsqb: ']',
  rbrack: ']',
  lowbar: '_',
  grave: '`',
  lbrace: '{',
  lcub: '{',
  verbar: '|',
  vert: '|',
  rbrace: '}',
  rcub: '}',
  Tab: '\t',
  NewLine: '\n',
  ndash: '-',
  mdash: '-',
  hellip: '...',
  rsquo: "'",
  lsquo: "'",
  rdquo: '"',
  ldquo: '"',
  shy: '',
  zwnj: '',
  zwj: '',
};

const OPTIONS = { maxGap: 80, minWeight: 2, context: 120 };

/** Text in which HTML character references are resolved once, where letters are spelled with them or markup is hidden by them. */
export function entitiesView(text: string): View | null {
  const changes: Change[] = [];
  ENTITY.lastIndex = 0;
  for (let match = ENTITY.exec(text); match !== null; match = ENTITY.exec(text)) {
    const name = match[3];
    const replacement = name === undefined ? numbered(match) : NAMED[name];
    if (replacement === undefined) continue;
    const weight = name === 'lt' && text.startsWith('!--', match.index + 4) ? 2 : /^[\p{L}\p{N}]$/u.test(replacement) ? 1 : 0;
    changes.push({ start: match.index, end: match.index + match[0].length, replacement, weight });
  }
  return rewrite(text, 'entities', changes, OPTIONS);
}

function numbered(match: RegExpExecArray): string | undefined {
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? '0', 16) : Number(match[1]);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/**
 * Where a statement begins, told from a sentence that begins with the same word.
 */
import type { SqlToken } from './tokenise.ts';
import { TELLING_FUNCTIONS } from './vocabulary.ts';

/** Says whether a statement begins at a token and goes on as that statement must. */
export function isStatement(tokens: readonly SqlToken[], at: number): boolean {
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (first === undefined || (first.kind !== 'S' && first.kind !== 'E' && !(first.kind === 'k' && /^(?:if|while|with)$/.test(first.text))))
    return false;
  const next = second?.text ?? '';
  switch (first.text) {
    case 'select':
      return isProjection(tokens, at + 1);
    case 'insert':
    case 'replace':
    case 'merge':
      return next === 'into' && third?.kind !== 'p';
    case 'update':
      return tokens
        .slice(at + 2, at + 6)
        .some((token, i, list) => token.text === 'set' && list[i + 1] !== undefined && tokens[at + 2 + i + 2]?.text === '=');
    case 'delete':
      return next === 'from' && third !== undefined && third.kind !== 'p';
    case 'drop':
    case 'alter':
    case 'create':
    case 'truncate':
      return (
        /^(?:table|database|schema|view|index|function|trigger|user|role|procedure|or|login|temporary|assembly|extension|column|unique|sequence)$/.test(
          next,
        ) &&
        third !== undefined &&
        third.kind !== 'p' &&
        tokens[at + 3]?.kind !== 'p' &&
        tokens[at + 3]?.kind !== 'n'
      );
    case 'exec':
    case 'execute':
      return (
        second !== undefined &&
        ((second.kind === '(' && third?.kind !== ')') ||
          second.kind === 'v' ||
          next === 'immediate' ||
          (second.kind === 'n' && /[._]|^sp|^xp/.test(next)) ||
          (second.kind === 'f' && third?.kind === '('))
      );
    case 'declare':
      return second?.kind === 'v' || /^(?:cursor|continue|exit)$/.test(third?.text ?? '');
    case 'shutdown':
      return second === undefined || second.kind === ';' || second.kind === 'c' || /^(?:with|abort|immediate)$/.test(next);
    case 'waitfor':
      return next === 'delay' || next === 'time';
    case 'grant':
    case 'revoke':
      return (
        tokens.slice(at + 1, at + 12).some((token) => token.text === 'on' || token.text === 'to') &&
        tokens.slice(at + 1, at + 14).some((token) => token.text === '*' || token.kind === 's' || /\./.test(token.text))
      );
    case 'copy':
      return (
        tokens.slice(at + 1).some((token) => token.text === 'program' || /^(?:stdin|stdout)$/.test(token.text)) ||
        (second?.kind === '(' && third?.kind === 'E')
      );
    case 'load':
      return next === 'data' || next === 'xml';
    case 'if':
    case 'while':
      return (
        second?.kind === '(' &&
        tokens
          .slice(at + 2, at + 40)
          .some((token) => token.kind === 'S' || token.kind === 'E' || (token.kind === 'f' && TELLING_FUNCTIONS.has(token.text)))
      );
    case 'begin':
      return /^(?:try|tran|transaction|declare)$/.test(next) || (second?.kind === 'S' && isStatement(tokens, at + 1));
    case 'backup':
      return next === 'database' || next === 'log';
    case 'kill':
    case 'call':
      return second?.kind === '1' || (second?.kind === 'f' && third?.kind === '(');
    case 'do':
      return second?.kind === 'f' && TELLING_FUNCTIONS.has(next);
    case 'flush':
      return /^(?:privileges|tables|hosts|logs)$/.test(next);
    default:
      return false;
  }
}

/** After `select`: an expression list, not a sentence. */
function isProjection(tokens: readonly SqlToken[], from: number): boolean {
  const shape = tokens
    .slice(from, from + 60)
    .map((token) => (token.text === '*' ? '1' : token.kind))
    .join('');
  if (/^[k!(o]*(?:[1vt]|f\()/.test(shape)) return !/^1[np][np]/.test(shape);
  if (/^k*s(?:[,Fk;cI)])/.test(shape)) return true;
  const clause = shape.indexOf('F');
  if (
    clause > 0 &&
    /[,(1sv]/.test(shape.slice(0, clause)) &&
    !/[np][np]|p/.test(shape.slice(0, clause).replace(/kn/g, '')) &&
    /^F\(*[nsE]/.test(shape.slice(clause))
  )
    return true;
  if (/^[k(]*n(?:kn)?F[(]*[nsE(]/.test(shape)) return !/F\(*[n]?p/.test(shape) && !/^[k(]*nF[n]$/.test(shape);
  return /^\(+E/.test(shape) || /^n+[oq][^F]{0,30}F/.test(shape);
}

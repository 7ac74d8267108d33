import type { DefinitionCheck, DefinitionSubject, Evidence } from '../check.ts';
import { REF } from '../references.ts';
import { C } from '../text/concepts.ts';
import { has } from '../text/query.ts';
import { readSentences } from '../text/sentences.ts';
import { looksLikeCommand } from '../text/shell.ts';

/** An encoded run (base64, hex, percent, escapes, entities) that decodes to a command or to prose with an order in it. */
export const encodedPayload: DefinitionCheck = {
  scope: 'definition',
  id: 'ob-03-encoded-payload',
  version: 1,
  title: 'An encoded command or instruction',
  class: 'attack',
  severity: 'critical',
  references: [REF.toolPoisoning, REF.safeSteganography, REF.maliciousCode],
  remediation: 'Reject the definition: nothing a model has to read needs to be encoded.',
  run,
};

function run({ reading }: DefinitionSubject): Evidence[] {
  const evidence: Evidence[] = [];
  for (const { field } of reading.fields) {
    let seen = 0;
    for (const candidate of candidates(field.text)) {
      if (++seen > 50) break;
      const verdict = judge(candidate.decoded);
      if (verdict !== null)
        evidence.push({
          path: field.path,
          start: candidate.start,
          end: candidate.end,
          key: field.key,
          confidence: verdict.confidence,
          note: verdict.note,
          decoded: escape(candidate.decoded),
        });
      else if (
        candidate.kind !== 'percent' &&
        candidate.end - candidate.start >= 120 &&
        field.kind !== 'icon' &&
        !/^data:(?:image|font)\//i.test(field.text) &&
        /description|title/.test(field.path)
      ) {
        evidence.push({
          path: field.path,
          start: candidate.start,
          end: candidate.end,
          key: field.key,
          confidence: 0.35,
          severity: 'low',
          note: 'a long encoded run that could not be read',
        });
      }
    }
  }
  return evidence;
}

interface Candidate {
  readonly kind: 'base64' | 'hex' | 'percent' | 'escape' | 'entity';
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
}

function* candidates(text: string): Generator<Candidate> {
  for (const match of text.matchAll(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,8000}={0,2}/g)) {
    const run = match[0];
    const end = match.index + run.length;
    if (/^[0-9a-f]+$/i.test(run) && run.length % 2 === 0) {
      const decoded = printable(Buffer.from(run, 'hex'));
      if (decoded !== null) yield { kind: 'hex', start: match.index, end, decoded };
    }
    if (/[a-z]/.test(run) && /[A-Z]/.test(run)) {
      const decoded = printable(Buffer.from(run, /[-_]/.test(run) ? 'base64url' : 'base64'));
      if (decoded !== null) yield { kind: 'base64', start: match.index, end, decoded };
    }
  }
  for (const match of text.matchAll(/(?<![0-9a-f])(?:(?:0x)?[0-9a-f]{2}[ ,:;-]{1,2}){15,4000}(?:0x)?[0-9a-f]{2}(?![0-9a-f])/gi)) {
    const decoded = printable(Buffer.from(match[0].replace(/0x|[^0-9a-f]/gi, ''), 'hex'));
    if (decoded !== null) yield { kind: 'hex', start: match.index, end: match.index + match[0].length, decoded };
  }
  for (const match of text.matchAll(/(?:[\w.~-]{0,20}%[0-9a-f]{2}){6,400}[\w.~-]{0,40}/gi)) {
    try {
      yield { kind: 'percent', start: match.index, end: match.index + match[0].length, decoded: decodeURIComponent(match[0]) };
    } catch {
      // not UTF-8: nothing a model would read
    }
  }
  for (const match of text.matchAll(/(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}){5,1000}/gi)) {
    yield {
      kind: 'escape',
      start: match.index,
      end: match.index + match[0].length,
      decoded: match[0].replace(/\\x([0-9a-f]{2})|\\u([0-9a-f]{4})/gi, (_, x: string | undefined, u: string | undefined) =>
        String.fromCharCode(Number.parseInt(x ?? u ?? '20', 16)),
      ),
    };
  }
  for (const match of text.matchAll(/(?:&#x?[0-9a-f]{2,6};){5,1000}/gi)) {
    yield {
      kind: 'entity',
      start: match.index,
      end: match.index + match[0].length,
      decoded: match[0].replace(/&#(x?)([0-9a-f]{2,6});/gi, (_, x: string, digits: string) =>
        String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(digits, x === '' ? 10 : 16) || 32)),
      ),
    };
  }
}

function printable(bytes: Buffer): string | null {
  if (bytes.length < 10) return null;
  const text = bytes.toString('latin1');
  let plain = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13) plain += 1;
  }
  return plain / text.length >= 0.95 ? text : null;
}

function judge(decoded: string): { confidence: number; note: string } | null {
  const text = decoded.slice(0, 4_000);
  if (looksLikeCommand(text)) return { confidence: 0.95, note: 'decodes to a command' };
  let best = 0;
  for (const sentence of readSentences(text).slice(0, 40)) {
    const acts = has(sentence, C.ignore, C.send, C.read, C.include, C.run, C.steal, C.tell, C.bypass, C.reply);
    const things = has(
      sentence,
      C.secret,
      C.secretPath,
      C.systemPrompt,
      C.instructions,
      C.user,
      C.conversation,
      C.safety,
      C.attacker,
      C.url,
      C.email,
    );
    if (acts && things) best = Math.max(best, 0.9);
    else if (sentence.tokens.length >= 4 && (acts || things)) best = Math.max(best, 0.6);
  }
  return best === 0 ? null : { confidence: best, note: 'decodes to prose that gives an order' };
}

function escape(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.slice(0, 200).replace(/[\x00-\x1f\x7f-\x9f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

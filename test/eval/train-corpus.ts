import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One text to learn from or to be judged on. */
export interface Example {
  readonly id: string;
  /** What is held out together: a corpus source, or a family of our own templates. */
  readonly source: string;
  /** The source of the benign text around a payload; null where there is none. */
  readonly carrier: string | null;
  readonly label: 0 | 1;
  readonly text: string;
  /** Where the payload stands, in UTF-16 units; null: somewhere in the text. */
  readonly span: readonly [number, number] | null;
  readonly weight: number;
  readonly tags: readonly string[];
}

/** Rows of other detectors that quote prompts: nobody said whether these hold orders. */
const ABOUT_PROMPTS = /\b(?:instructions|prompts?)\b/i;

interface CorpusRow {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly label: number;
  readonly text: string;
  readonly spans?: readonly { readonly start: number; readonly end: number; readonly type: string }[];
  readonly tags: readonly string[];
}

/** Forms the engine decodes before a detector sees them; the detector is not trained on them. */
const DECODED_ELSEWHERE = new Set([
  'base64',
  'base64_bare',
  'hex',
  'url_encoded',
  'html_entities',
  'unicode_tags',
  'variation_selectors',
  'homoglyph',
  'json_unicode_escaped',
  'ansi',
  'ansi_split',
  'bidi_override',
  'zero_width_sparse',
  'zero_width_between',
  'rot13',
  'reversed',
]);

/**
 * Reads the guardrail corpora as examples of orders to a model and of ordinary text.
 *
 * Throws: Error naming the file when one is missing.
 */
export function readCorpus(folder: string): Example[] {
  const examples: Example[] = [];
  for (const name of ['prompt_injection', 'benign_tool_outputs', 'hard_negatives']) {
    for (const row of readRows(join(folder, `${name}.jsonl.gz`))) examples.push(toExample(row));
  }
  // Made for other detectors, and as ordinary as any text where this one is concerned.
  for (const name of ['pii', 'secrets', 'injection_args']) {
    for (const row of readRows(join(folder, `${name}.jsonl.gz`))) {
      if (name === 'injection_args' && row.kind !== 'benign_arg') continue;
      examples.push({
        id: row.id,
        source: `${row.source} ${name}`,
        carrier: null,
        label: 0,
        text: row.text,
        span: null,
        weight: ABOUT_PROMPTS.test(row.text) ? 0 : 0.7,
        tags: ['other'],
      });
    }
  }
  return examples;
}

function readRows(path: string): CorpusRow[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new Error(`cannot read ${path}: name the folder of the guardrail corpora as the first argument`);
  }
  return gunzipSync(bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.length > 0)
    .map((line) => JSON.parse(line) as CorpusRow);
}

function toExample(row: CorpusRow): Example {
  const span = row.spans?.find((candidate) => candidate.type === 'injection');
  const carrier = row.tags.find((tag) => tag.startsWith('carrier:'))?.slice(8) ?? null;
  const evasion = row.tags.find((tag) => tag.startsWith('evasion:'))?.slice(8);
  const learnable = evasion === undefined || !DECODED_ELSEWHERE.has(evasion);
  return {
    id: row.id,
    source: row.source,
    carrier,
    label: row.label === 1 ? 1 : 0,
    text: row.text,
    span: span === undefined ? null : [span.start, span.end],
    weight: learnable ? weightOf(row) : 0,
    tags: row.tags,
  };
}

/** Direct attacks are another task: they help with wording and must not pull the boundary. */
function weightOf(row: CorpusRow): number {
  // These hold an attack word for word; whether one flags them is a matter of policy.
  if (row.tags.includes('quotes_attack')) return 0;
  if (row.label === 0) return 1;
  if (row.tags.includes('jailbreak')) return 0.2;
  if (row.source === 'meta-llama/PurpleLlama') return 0.15;
  if (row.source === 'deepset/prompt-injections') return 0.4;
  return 1;
}

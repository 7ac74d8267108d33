import type { Example } from './train-corpus.ts';

/** What a detector of one fold said about a row whose source it had not seen. */
export interface HeldOut {
  readonly example: Example;
  readonly logit: number;
  readonly rule: number;
}

/** Slope and offset that turn a logit into a confidence, and how many ordinary outputs then pass each line. */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

const MONITOR = 0.5;
const BLOCK = 0.9;
/** Shares of ordinary tool outputs that may reach each line; two thirds of the targets of 1 % and 0.3 %. */
const MONITOR_SHARE = 0.007;
const BLOCK_SHARE = 0.002;

/** Kinds of rows that are reported and counted apart. */
export function kindOf({ label, tags, source }: Example): string {
  if (label === 0) {
    if (tags.includes('other')) return 'clean: rows of other detectors';
    if (tags.includes('quotes_attack')) return 'clean: quotes an attack';
    const hard = tags.find((tag) => HARD.has(tag));
    return hard === undefined || tags.includes('document') || tags.includes('code') ? 'clean: tool output' : `clean: ${hard}`;
  }
  const wrap = tags.find((tag) => tag.startsWith('wrap:'));
  if (source === 'generated/composite' || source === 'sleeepeer/PIArena')
    return QUIET.has(wrap ?? '') ? 'attack: quiet, templates' : 'attack: loud, templates';
  if (source === 'uiuc-kang-lab/InjecAgent') return tags.includes('enhanced') ? 'attack: loud, InjecAgent' : 'attack: quiet, InjecAgent';
  return `attack: ${source}`;
}

const HARD = new Set([
  'trigger_words',
  'agent_config',
  'role_prompt',
  'about_injection',
  'about_prompting',
  'recipe',
  'readme',
  'user_prompt',
]);
const QUIET = new Set(['wrap:bare', 'wrap:polite', 'wrap:after', 'wrap:escape', 'wrap:pay']);

/**
 * A scale on which 0.5 and 0.9 are the monitor and the block line.
 *
 * The lines are the logits that the allowed shares of held-out tool outputs reach, rules counted. Where about one output
 * in a hundred is hostile, half of what reaches the first line is.
 */
export function calibrate(rows: readonly HeldOut[]): Calibration {
  const clean = rows.filter(({ example }) => kindOf(example) === 'clean: tool output');
  const monitor = lineFor(clean, MONITOR, MONITOR_SHARE);
  const block = Math.max(monitor + 0.3, lineFor(clean, BLOCK, BLOCK_SHARE));
  const slope = logOdds(BLOCK) / (block - monitor);
  return { slope, offset: -slope * monitor };
}

/** The logit that lets `share` of the rows through, those a rule flags included. */
function lineFor(rows: readonly HeldOut[], line: number, share: number): number {
  const byRule = rows.filter(({ rule }) => rule >= line).length;
  const rest = rows
    .filter(({ rule }) => rule < line)
    .map(({ logit }) => logit)
    .sort((a, b) => b - a);
  const allowed = Math.max(0, Math.floor(rows.length * share) - byRule);
  return (rest[Math.min(allowed, rest.length - 1)] ?? 0) + 1e-3;
}

function logOdds(p: number): number {
  return Math.log(p / (1 - p));
}

/** The confidence a node would report. */
export function confidenceOf({ logit, rule }: Pick<HeldOut, 'logit' | 'rule'>, { slope, offset }: Calibration): number {
  return Math.max(rule, 1 / (1 + Math.exp(-(slope * logit + offset))));
}

/** One line of the table: how many rows reach the monitor and the block line. */
export interface Figure {
  readonly rows: number;
  readonly monitor: number;
  readonly block: number;
}

/** Figures by kind and by source. */
export function figuresOf(rows: readonly HeldOut[], calibration: Calibration): Record<string, Figure> {
  const groups = new Map<string, number[]>();
  const add = (key: string, confidence: number): void => {
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [confidence]);
    else list.push(confidence);
  };
  for (const row of rows) {
    const confidence = confidenceOf(row, calibration);
    const kind = kindOf(row.example);
    add(kind, confidence);
    add(`${kind.split(':')[0]} source ${row.example.source}`, confidence);
    for (const tag of row.example.tags) if (/^(evasion|lang|wrap):/.test(tag)) add(`attack ${tag}`, confidence);
  }
  const share = (list: readonly number[], line: number): number =>
    Math.round((1e4 * list.filter((value) => value >= line).length) / list.length) / 1e4;
  return Object.fromEntries(
    [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, list]) => [key, { rows: list.length, monitor: share(list, MONITOR), block: share(list, BLOCK) }]),
  );
}

import type { ArgumentRole } from '../../data-plane/detectors/detector.ts';
import { inspectAnswerText, inspectArgumentText, type CompiledPolicy, type TextInspection } from '../../data-plane/guardrails/index.ts';
import type { Row } from './rows.ts';

/** A row's inspection and what it took. */
export interface JudgedRow {
  readonly inspection: TextInspection;
  /** Microseconds. */
  readonly us: number;
}

/** The role that an argument row of each kind has where no tag names one. */
const ROLE_OF_KIND: Readonly<Record<string, ArgumentRole>> = { sqli: 'text', cmdi: 'text', benign_arg: 'text', traversal: 'path', ssrf: 'url' };

const ROLE_OF_TAG: Readonly<Record<string, ArgumentRole>> = {
  text: 'text',
  sql: 'sql',
  shell: 'command',
  command: 'command',
  path: 'path',
  url: 'url',
  code: 'code',
  template: 'template',
  identifier: 'identifier',
  number: 'number',
};

/** Puts a row through the engine: argument kinds as one argument, every other kind as a tool's answer. */
export function judgeRow(compiled: CompiledPolicy, row: Row): JudgedRow {
  const role = roleOf(row);
  const startedMs = performance.now();
  const inspection = role === null ? inspectAnswerText(compiled, row.blocks ?? [row.text]) : inspectArgumentText(compiled, row.text, role);
  return { inspection, us: Math.round((performance.now() - startedMs) * 1000) };
}

/** The role of an argument row, null for a row that is a tool's answer. */
export function roleOf(row: Row): ArgumentRole | null {
  const usual = ROLE_OF_KIND[row.kind];
  if (usual === undefined) return null;
  const tag = row.tags.find((candidate) => candidate.startsWith('arg:'))?.slice(4);
  return (tag === undefined ? undefined : ROLE_OF_TAG[tag]) ?? usual;
}

const WARM_UP_ROUNDS = 60;
const WARM_UP_TEXT = 'Order 1841 was shipped on 2026-03-04 to the address on file; see https://shop.invalid/orders?id=1841 for its state.\n';

/** Lets the runtime compile the engine before anything is timed, as it is on a node that has been up for a moment. */
export function warmUp(compiled: CompiledPolicy): void {
  for (let round = 1; round <= WARM_UP_ROUNDS; round++) {
    inspectAnswerText(compiled, [WARM_UP_TEXT.repeat(round)]);
    for (const role of Object.values(ROLE_OF_TAG)) inspectArgumentText(compiled, `order ${round}`, role);
  }
}

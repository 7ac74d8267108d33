import type { ArgumentRole } from '../../data-plane/detectors/detector.ts';
import { inspectAnswerText, inspectArgumentText, type CompiledPolicy, type TextInspection } from '../../data-plane/guardrails/index.ts';
import type { Row } from './rows.ts';

/** A row's inspection and what it took. */
export interface JudgedRow {
  readonly inspection: TextInspection;
  /** Microseconds of one core: the time elapsed, or the processor time used where other work on the machine made it longer. */
  readonly us: number;
}

/** The role that an argument row of each kind has where no tag names one. */
const ROLE_OF_KIND: Readonly<Record<string, ArgumentRole>> = {
  sqli: 'text',
  cmdi: 'text',
  benign_arg: 'text',
  traversal: 'path',
  ssrf: 'url',
};

/** The role that a tag `arg:*` names. */
export const ROLE_OF_TAG: Readonly<Record<string, ArgumentRole>> = {
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
  const startedCpu = process.cpuUsage();
  const startedMs = performance.now();
  const inspection = role === null ? inspectAnswerText(compiled, row.blocks ?? [row.text]) : inspectArgumentText(compiled, row.text, role);
  const elapsedUs = (performance.now() - startedMs) * 1000;
  const { user, system } = process.cpuUsage(startedCpu);
  return { inspection, us: Math.round(Math.min(elapsedUs, user + system)) };
}

/** The role of an argument row, null for a row that is a tool's answer. */
export function roleOf(row: Row): ArgumentRole | null {
  const usual = ROLE_OF_KIND[row.kind];
  if (usual === undefined) return null;
  const tag = row.tags.find((candidate) => candidate.startsWith('arg:'))?.slice(4);
  return (tag === undefined ? undefined : ROLE_OF_TAG[tag]) ?? usual;
}

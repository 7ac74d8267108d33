import type { Row } from './rows.ts';

/**
 * Sources kept out of training, on which figures are reported and held.
 *
 * Source: the development split suggested in ../shared/corpora/guardrails/README.md.
 */
export const DEVELOPMENT_SOURCES: ReadonlySet<string> = new Set([
  'ServiceNow/DoomArena',
  'OSU-NLP-Group/RedTeamCUA',
  'NVIDIA/garak',
  'deepset/prompt-injections',
  'sierra-research/tau-bench',
  'Kong/kong',
  'vuejs/docs',
  'tldr-pages/tldr',
  'VoltAgent/awesome-claude-code-subagents',
  'dair-ai/Prompt-Engineering-Guide',
  'praetorian-inc/noseyparker',
  'payloadbox/command-injection-payload-list',
  'payloadbox/rfi-lfi-payload-list',
  'payloadbox/sql-injection-payload-list',
  'libinjection/libinjection',
  // Written for checksums and look-alikes; detectors of numbers follow their standards and learn from no rows.
  'generated/pii-checksums',
  'generated/lookalike',
]);

/** Says whether a row belongs to the development part: by its source, or by the source of the text around its payload. */
export function isDevelopmentRow(row: Row): boolean {
  return DEVELOPMENT_SOURCES.has(row.source) || row.tags.some((tag) => tag.startsWith('carrier:') && DEVELOPMENT_SOURCES.has(tag.slice(8)));
}

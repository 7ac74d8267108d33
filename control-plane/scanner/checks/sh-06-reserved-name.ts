import type { DefinitionCheck } from '../check.ts';
import { REF } from '../references.ts';

/** A name that clients use for tools of their own, so that a call may be taken for the client's. */
export const reservedName: DefinitionCheck = {
  scope: 'definition',
  id: 'sh-06-reserved-name',
  version: 1,
  title: 'The name of a client’s built-in tool',
  class: 'exposure',
  severity: 'low',
  references: [REF.shadowServers, REF.safeShadowing],
  remediation: 'Through the gateway’s aggregated endpoint the name is prefixed; keep it so.',
  run: ({ reading, kind }) =>
    kind === 'tool' && RESERVED.has(reading.name.toLowerCase().replace(/[-.\s]/g, '_'))
      ? [{ path: '/name', start: 0, end: reading.name.length, confidence: 0.8, note: 'clients have a tool of this name themselves' }]
      : [],
};

const RESERVED = new Set([
  'bash',
  'shell',
  'task',
  'edit',
  'write',
  'read',
  'grep',
  'glob',
  'ls',
  'web_fetch',
  'webfetch',
  'web_search',
  'websearch',
  'todo_write',
  'todowrite',
  'computer',
  'text_editor',
  'str_replace_editor',
  'str_replace_based_edit_tool',
  'apply_patch',
  'run_in_terminal',
  'codebase_search',
  'read_file',
  'edit_file',
  'list_dir',
  'run_terminal_cmd',
  'notebook_edit',
  'browser',
  'python',
  'dalle',
  'image_gen',
  'memory',
  'exit_plan_mode',
  'agent',
  'skill',
]);

import { isRecord } from './mcp.ts';

/** The extension of 2026-07-28 that tasks are. */
const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

/**
 * Capabilities without tasks, which the gateway does not carry in either era; the very value given where there are none.
 *
 * Source: MCP 2025-11-25, basic/utilities/tasks (experimental); ext-tasks. A party that is not told of tasks must not use them.
 */
export function capabilitiesWithoutTasks(capabilities: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { extensions } = capabilities;
  const hasExtension = isRecord(extensions) && TASKS_EXTENSION in extensions;
  if (!('tasks' in capabilities) && !hasExtension) return capabilities;
  const { tasks: _, ...rest } = capabilities;
  if (!hasExtension) return rest;
  const { [TASKS_EXTENSION]: __, ...others } = extensions;
  return { ...rest, extensions: others };
}

/** Whether capabilities speak of tasks. */
export function speaksOfTasks(capabilities: unknown): boolean {
  return isRecord(capabilities) && capabilitiesWithoutTasks(capabilities) !== capabilities;
}

/** A tool's definition without what it says of tasks; the very value given where it says nothing. */
export function definitionWithoutTasks(definition: unknown): unknown {
  if (!isRecord(definition) || !isRecord(definition['execution']) || !('taskSupport' in definition['execution'])) return definition;
  const { taskSupport: _, ...execution } = definition['execution'];
  const { execution: __, ...rest } = definition;
  return Object.keys(execution).length === 0 ? rest : { ...rest, execution };
}

import { inject } from 'vitest';

/** Asks the run for something that all files share, which starts it when this file is the first to ask. */
export async function sharedThing(path: '/postgres' | '/redis'): Promise<string> {
  const response = await fetch(`${inject('sharedUrl')}${path}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`the test run could not start ${path}: ${text}`);
  return text;
}

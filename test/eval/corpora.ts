import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../data-plane/lib/package-root.ts';

/** The guardrail corpora where they lie beside the project; they are hostile data and never part of it. Returns: null where they are not there. */
export function guardrailCorpora(): string[] | null {
  const folder = join(packageRoot(), '..', 'shared', 'corpora', 'guardrails');
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz'));
  return files.length === 0 ? null : files.sort().map((name) => join(folder, name));
}

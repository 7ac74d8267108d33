import { isRecord } from '../schema.ts';
import type { Change } from './diff.ts';

/** Differences in annotations: a hint that promised restraint and no longer does, or promises it newly without a reason. */
export function annotationChanges(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): Change[] {
  const old = isRecord(before['annotations']) ? before['annotations'] : {};
  const now = isRecord(after['annotations']) ? after['annotations'] : {};
  const changes: Change[] = [];
  const add = (name: string, kind: Change['kind'], severity: Change['severity'], note: string): void =>
    void changes.push({ kind, path: `/annotations/${name}`, severity, note, start: 0, end: 0 });
  if (old['readOnlyHint'] === true && now['readOnlyHint'] !== true)
    add(
      'readOnlyHint',
      'annotation-weakened',
      now['readOnlyHint'] === false ? 'medium' : 'low',
      now['readOnlyHint'] === false ? 'it was read-only and is not any more' : 'the promise to be read-only is gone',
    );
  if (old['readOnlyHint'] === false && now['readOnlyHint'] === true)
    add('readOnlyHint', 'annotation-weakened', 'medium', 'it changed things and says now that it does not');
  if (old['destructiveHint'] === true && now['destructiveHint'] !== true)
    add(
      'destructiveHint',
      'annotation-weakened',
      now['destructiveHint'] === undefined && now['readOnlyHint'] !== true ? 'low' : now['readOnlyHint'] === true ? 'medium' : 'high',
      'it was marked as destructive and is not any more',
    );
  if (old['destructiveHint'] === false && now['destructiveHint'] === true)
    add('destructiveHint', 'annotation-changed', 'medium', 'it is destructive now');
  if (old['openWorldHint'] === false && now['openWorldHint'] === true)
    add('openWorldHint', 'annotation-changed', 'low', 'it reaches outside now');
  for (const name of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint', 'title']) {
    if (JSON.stringify(old[name]) !== JSON.stringify(now[name]) && !changes.some((change) => change.path === `/annotations/${name}`))
      add(name, 'annotation-changed', 'info', 'an annotation changed');
  }
  return changes;
}

import type { Page, PageArgs } from '../services/page.ts';
import { reader } from '../services/reader.ts';
import type { Reader } from '../services/reader.ts';
import type { Viewer } from '../services/viewer.ts';
import type { AuditEntryRow, AuditFilter, AuditReadStore } from './store.ts';

/** Shows the trail of administrative changes. Each change writes its own entry, in its own transaction. */
export interface AuditService extends Reader<AuditEntryRow> {
  listOf(viewer: Viewer, filter: AuditFilter, args: PageArgs): Promise<Page<AuditEntryRow>>;
}

/** The service of the trail. */
export function auditService(store: AuditReadStore): AuditService {
  const read = reader(store, 'audit.read');
  return { ...read, listOf: (viewer, filter, args) => read.list(viewer, store.matching(filter), args) };
}

import type { ArgumentRole } from '../detectors/detector.ts';
import type { Place } from './place.ts';
import { keysOf } from './place.ts';

/** Tells the role of each argument of one tool. */
export interface ArgumentRoles {
  /** Null for a key the schema declares, which an agent did not choose. */
  roleAt(place: Place): ArgumentRole | null;
}

/** Derives roles from a tool's input schema. */
export function argumentRoles(inputSchema: unknown, description: string | null): ArgumentRoles {
  void inputSchema;
  void description;
  return { roleAt: (place) => (keysOf(place).length === 0 ? null : 'text') };
}

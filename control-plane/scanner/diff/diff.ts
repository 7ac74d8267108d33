import { definitionDigest } from '../../../data-plane/lib/definition.ts';
import type { DefinitionKind } from '../../../data-plane/lib/definition.ts';
import { rank } from '../check.ts';
import type { ScanFinding, Severity } from '../check.ts';
import { scanDefinition, subjectOf } from '../run.ts';
import { isRecord, textOf } from '../schema.ts';
import { wordOverlap, wordSet } from '../text/similarity.ts';
import { annotationChanges } from './annotation-changes.ts';
import { schemaChanges } from './schema-changes.ts';
import { textChanges } from './text-changes.ts';

/** What kind of change one difference is. */
export type ChangeKind =
  | 'wording' // the same said differently
  | 'introduced-attack' // an attack finding that was not there before
  | 'introduced-exposure' // a new risky parameter or capability
  | 'parameter-added'
  | 'parameter-removed'
  | 'parameter-required'
  | 'constraint-dropped'
  | 'enum-extended'
  | 'default-changed'
  | 'annotation-weakened'
  | 'annotation-changed'
  | 'destination-introduced'
  | 'purpose-changed'
  | 'renamed'
  | 'other';

/** One difference between two versions of a definition. */
export interface Change {
  readonly kind: ChangeKind;
  /** JSON pointer in the new version (in the old one, for what is gone). */
  readonly path: string;
  readonly severity: Severity;
  readonly note: string;
  /** The span of the new text that was introduced; both 0 where there is none. */
  readonly start: number;
  readonly end: number;
}

/** Two versions of a definition, compared by meaning. */
export interface DefinitionDiff {
  readonly identical: boolean;
  readonly beforeDigest: string | null;
  readonly afterDigest: string | null;
  readonly changes: readonly Change[];
  /** The worst change; `none` when nothing changed. Policies compare this with what may pass. */
  readonly grade: Severity | 'none';
  /** Attack findings of the new version that the approved one did not have. */
  readonly introduced: readonly ScanFinding[];
}

/**
 * Compares a definition with the approved one and grades what the change introduces.
 *
 * Rewording, new documentation and new ordinary parameters are `info` or `low`; an order to the model, a destination, a
 * parameter that harvests or sends, a weakened annotation or a new destructive operation is `medium` and above. A sign of
 * attack counts for more in a change than in a definition that was reviewed as a whole: it was put there afterwards.
 */
export function diffDefinitions(
  kind: DefinitionKind,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): DefinitionDiff {
  const beforeDigest = digestOrNull(kind, before);
  const afterDigest = digestOrNull(kind, after);
  if (beforeDigest !== null && beforeDigest === afterDigest)
    return { identical: true, beforeDigest, afterDigest, changes: [], grade: 'none', introduced: [] };
  const was = scanDefinition(subjectOf(kind, before));
  const is = scanDefinition(subjectOf(kind, after));
  const changes: Change[] = [];
  const introduced = introducedAttacks(was.findings, is.findings);
  for (const finding of introduced) {
    changes.push({
      kind: 'introduced-attack',
      path: finding.path,
      severity: raised(finding),
      note: `${finding.title.toLowerCase()}: ${finding.note}`,
      start: finding.start,
      end: finding.end,
    });
  }
  changes.push(...textChanges(before, after), ...schemaChanges(before, after), ...annotationChanges(before, after));
  if (before['name'] !== after['name'])
    changes.push({ kind: 'renamed', path: '/name', severity: 'medium', note: 'the name changed', start: 0, end: 0 });
  if (changes.length === 0)
    changes.push({ kind: 'other', path: '', severity: 'info', note: 'keys changed that no model acts on', start: 0, end: 0 });
  const grade = changes.reduce<Severity>((worst, change) => (rank(change.severity) > rank(worst) ? change.severity : worst), 'info');
  return {
    identical: false,
    beforeDigest,
    afterDigest,
    changes: [...changes].sort((a, b) => rank(b.severity) - rank(a.severity)),
    grade,
    introduced,
  };
}

/**
 * A tool that came under a new name while another went: a rename, which defeats pins made by name.
 *
 * Returns: pairs of names with how alike they are (0 to 1), best first; only pairs at 0.7 and above.
 */
export function renamedTwins(
  removed: readonly Readonly<Record<string, unknown>>[],
  added: readonly Readonly<Record<string, unknown>>[],
): { from: string; to: string; likeness: number }[] {
  const words = (tool: Readonly<Record<string, unknown>>): ReadonlySet<string> =>
    wordSet(
      `${textOf(tool, 'description')} ${isRecord(tool['inputSchema']) && isRecord(tool['inputSchema']['properties']) ? Object.keys(tool['inputSchema']['properties']).join(' ') : ''}`,
    );
  const old = removed.slice(0, 500).map((tool) => [tool, words(tool)] as const);
  return added
    .slice(0, 500)
    .flatMap((tool) => {
      const own = words(tool);
      return old.map(([candidate, theirs]) => ({
        from: String(candidate['name']),
        to: String(tool['name']),
        likeness: wordOverlap(own, theirs),
      }));
    })
    .filter(({ likeness }) => likeness >= 0.7)
    .sort((a, b) => b.likeness - a.likeness);
}

/** Attack findings of the new version with no counterpart of like strength in the old one. */
function introducedAttacks(was: readonly ScanFinding[], is: readonly ScanFinding[]): ScanFinding[] {
  return is.filter((finding) => {
    if (finding.class !== 'attack' || finding.confidence < 0.3) return false;
    return !was.some((old) => old.check === finding.check && old.confidence >= finding.confidence - 0.12);
  });
}

/** In a change, a sign that would be low by itself is medium when it is more likely than not to be one of several. */
function raised(finding: ScanFinding): Severity {
  if (rank(finding.severity) >= 2) return finding.severity;
  return finding.confidence >= 0.42 ? 'medium' : 'low';
}

function digestOrNull(kind: DefinitionKind, definition: unknown): string | null {
  try {
    return definitionDigest(kind, definition);
  } catch {
    return null;
  }
}

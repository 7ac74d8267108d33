import type { ArgumentRole, DetectorFamily, Layer, Surface, TextContext } from '../detectors/detector.ts';
import type { Carriers, Leaf } from './carriers.ts';
import type { Plan, PlannedDetector } from './compile.ts';
import { joinSeams, type Document } from './document.ts';
import type { Limits } from './limits.ts';
import type { StreamCarry } from './stream-carry.ts';
import { isOutOfTime, scanText, type Scan, type ToDocument } from './scan.ts';
import { deriveViews, type Derived } from './views/index.ts';

/** The roles a leaf of a call's arguments is judged in; none for one that is not judged by role. */
export type RolesOf = (leaf: Leaf) => readonly ArgumentRole[];

/** Families that judge one argument by its role, where the others read the message as a whole. */
const ATTACKS: ReadonlySet<DetectorFamily> = new Set([
  'sql-injection',
  'command-injection',
  'path-traversal',
  'ssrf',
  'template-injection',
  'deserialization',
]);

/** Says whether a family judges one argument by its role. */
export function isAttackFamily(family: DetectorFamily): boolean {
  return ATTACKS.has(family);
}

/** Views that show the same text without its markup: only what judges prose gains from them. */
const PROSE_LAYERS: ReadonlySet<Layer> = new Set(['html-text', 'html-hidden', 'json-leaves', 'lines']);

/** A message taken apart. */
export interface ScannedMessage {
  readonly document: Document;
  readonly carriers: Carriers;
  readonly surface: Surface;
  /** Null for anything but a call. */
  readonly rolesOf: RolesOf | null;
  /** Null where the message is not one of a stream. */
  readonly carry: StreamCarry | null;
}

/** What is left of a message's allowance for views. */
interface Allowance {
  chars: number;
  readonly limits: Limits;
}

/** A text to be scanned and to derive views from. */
interface Subject {
  readonly text: string;
  readonly toDocument: ToDocument;
  readonly layer: Layer | null;
  readonly depth: number;
}

/**
 * Shows a message to its detectors: the document, the seams between its blocks, and every view derived from them, to a bounded
 * depth; on calls, each argument by its role. What the allowance for views leaves out is noted as uninspected.
 */
export function scanMessage(scan: Scan, plan: Plan, { document, carriers, surface, rolesOf, carry }: ScannedMessage, limits: Limits): void {
  const allowance: Allowance = { chars: document.text.length * limits.maxViewRatio + MIN_VIEW_CHARS, limits };
  const content = rolesOf === null ? plan.detectors : plan.detectors.filter((planned) => !ATTACKS.has(planned.detector.family));
  if (content.length > 0) {
    const roots: Subject[] = [{ text: document.text, toDocument: asIs, layer: null, depth: 0 }];
    for (const seams of [joinSeams(document), carry?.seam(document) ?? null]) {
      if (seams !== null)
        roots.push({ text: seams.text, toDocument: (start, end) => seams.pieces.toSource(start, end), layer: 'joined', depth: 0 });
    }
    carry?.push(document);
    scanSubjects(scan, content, roots, { surface, role: null }, allowance, carriers, false);
  }
  if (rolesOf === null) return;
  const attacks = plan.detectors.filter((planned) => ATTACKS.has(planned.detector.family));
  if (attacks.length > 0) scanArguments(scan, attacks, document, rolesOf, allowance, carriers);
}

const MIN_VIEW_CHARS = 64 * 1024;

function asIs(start: number, end: number): [number, number][] {
  return [[start, end]];
}

function scanArguments(
  scan: Scan,
  detectors: readonly PlannedDetector[],
  document: Document,
  rolesOf: RolesOf,
  allowance: Allowance,
  carriers: Carriers,
): void {
  document.leaves.forEach((leaf, index) => {
    const at = document.starts[index]!;
    const toDocument: ToDocument = (start, end) => [[at + start, at + end]];
    for (const role of rolesOf(leaf)) {
      scanSubjects(
        scan,
        detectors,
        [{ text: leaf.text, toDocument, layer: null, depth: 0 }],
        { surface: 'tool-arguments', role },
        allowance,
        carriers,
        true,
      );
    }
  });
}

/** Scans texts and, breadth first, what they turn into when decoded. */
function scanSubjects(
  scan: Scan,
  detectors: readonly PlannedDetector[],
  roots: readonly Subject[],
  context: Pick<TextContext, 'surface' | 'role'>,
  allowance: Allowance,
  carriers: Carriers,
  isArgument: boolean,
): void {
  const forProse = detectors.filter((planned) => planned.detector.family === 'prompt-injection');
  const queue = [...roots];
  let viewsLeft = allowance.limits.maxViews;
  for (let next = 0; next < queue.length; next++) {
    const { text, toDocument, layer, depth } = queue[next]!;
    const asked = layer !== null && PROSE_LAYERS.has(layer) ? forProse : detectors;
    scanText(scan, asked, text, layer === null ? { ...context } : { ...context, layer }, toDocument);
    if (depth >= allowance.limits.maxDecodeDepth || isOutOfTime(scan)) continue;
    const { views, isCut } = derive(text, isArgument, allowance.limits);
    if (isCut) noteCut(carriers);
    for (const view of views) {
      if (viewsLeft <= 0 || view.text.length > allowance.chars) {
        noteCut(carriers);
        continue;
      }
      viewsLeft--;
      allowance.chars -= view.text.length;
      queue.push({ text: view.text, toDocument: through(view.pieces, toDocument), layer: view.layer, depth: depth + 1 });
    }
  }
}

/** Views of a text; a decoder that throws leaves it uninspected in part, which rules may block on. */
function derive(text: string, isArgument: boolean, limits: Limits): Derived {
  try {
    return deriveViews(text, { isArgument, maxUnpackedBytes: limits.maxUnpackedBytes });
  } catch {
    return { views: [], isCut: true };
  }
}

/** Maps a span of a view to its source, and from there on to the document. */
function through(pieces: { toSource(start: number, end: number): [number, number][] }, toDocument: ToDocument): ToDocument {
  return (start, end) => pieces.toSource(start, end).flatMap(([from, to]) => toDocument(from, to));
}

/** Notes once that some encoded text was not decoded. */
function noteCut(carriers: Carriers): void {
  const first = carriers.leaves[0];
  if (first === undefined || carriers.uninspected.some((item) => item.reason === 'too-many')) return;
  carriers.uninspected.push({ carrier: first.carrier, place: first.place, reason: 'too-many' });
}

import type { Layer } from '../../detectors/detector.ts';
import type { Pieces } from '../pieces.ts';

/** A text derived from another one, and the map back to it. */
export interface View {
  readonly layer: Layer;
  readonly text: string;
  readonly pieces: Pieces;
}

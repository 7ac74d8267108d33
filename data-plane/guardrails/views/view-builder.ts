import type { Layer } from '../../detectors/detector.ts';
import { Pieces } from '../pieces.ts';
import type { View } from './view.ts';

/** Puts a view together from stretches of a source text and from what was decoded out of it. */
export class ViewBuilder {
  private readonly source: string;
  private readonly parts: string[] = [];
  private readonly pieces = new Pieces();
  private written = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** Characters written so far. */
  get length(): number {
    return this.written;
  }

  /** Takes a stretch of the source over as it is. */
  copy(from: number, to: number): void {
    if (from >= to) return;
    this.pieces.add(this.written, to - from, from, to - from);
    this.parts.push(this.source.slice(from, to));
    this.written += to - from;
  }

  /** Writes what a stretch of the source stands for. */
  put(text: string, from: number, to: number): void {
    if (text.length === 0) return;
    this.pieces.add(this.written, text.length, from, to - from);
    this.parts.push(text);
    this.written += text.length;
  }

  /** Ends a region: what follows has nothing to do with what came before. */
  gap(): void {
    if (this.written === 0) return;
    this.pieces.split();
    this.parts.push('\n\n');
    this.written += 2;
  }

  /** The finished view, null when nothing was written. */
  build(layer: Layer): View | null {
    return this.written === 0 ? null : { layer, text: this.parts.join(''), pieces: this.pieces };
  }
}

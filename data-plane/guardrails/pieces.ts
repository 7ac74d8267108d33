/**
 * A map from positions of a derived text back to the text it was made from.
 *
 * A piece is a run of the derived text and the run it stands for. Where both are equally long, positions map one to
 * one; where they are not (an escape, a decoded run), any position maps to the whole source run. Pieces of one unit
 * (a leaf, a decoded region) share a `group`: a span that covers two pieces of a group also covers what lies between
 * them in the source, such as a character that was dropped.
 */
export class Pieces {
  private readonly derivedStarts: number[] = [];
  private readonly derivedLengths: number[] = [];
  private readonly sourceStarts: number[] = [];
  private readonly sourceLengths: number[] = [];
  private readonly groups: number[] = [];
  private group = 0;

  /** Starts a new group: spans reaching over this point map to separate ranges. */
  split(): void {
    this.group++;
  }

  /** Adds a piece; pieces are added in the order of the derived text. */
  add(derivedStart: number, derivedLength: number, sourceStart: number, sourceLength: number): void {
    if (derivedLength === 0) return;
    const last = this.derivedStarts.length - 1;
    if (last >= 0 && derivedLength === sourceLength && this.groups[last] === this.group) {
      const length = this.derivedLengths[last]!;
      const continues = this.derivedStarts[last]! + length === derivedStart && this.sourceStarts[last]! + length === sourceStart;
      if (continues && length === this.sourceLengths[last]!) {
        this.derivedLengths[last] = length + derivedLength;
        this.sourceLengths[last] = length + derivedLength;
        return;
      }
    }
    this.derivedStarts.push(derivedStart);
    this.derivedLengths.push(derivedLength);
    this.sourceStarts.push(sourceStart);
    this.sourceLengths.push(sourceLength);
    this.groups.push(this.group);
  }

  /**
   * The source ranges that a span of the derived text stands for.
   *
   * Returns: `[start, end]` pairs in the order of the derived text; empty for a span made of separators only.
   */
  toSource(start: number, end: number): [number, number][] {
    const first = this.firstPieceEndingAfter(start);
    const last = Math.min(this.firstPieceEndingAfter(end - 1), this.derivedStarts.length - 1);
    if (first > last || this.derivedStarts[first]! >= end) return [];
    const final = this.derivedStarts[last]! < end ? last : last - 1;
    // Pieces of one group follow each other in the source too: the first and the last tell the range.
    if (this.groups[first] === this.groups[final]) return [[this.sourceFrom(first, start), this.sourceTo(final, end)]];
    const ranges: [number, number][] = [];
    for (let i = first; i <= final; i++) {
      const isSameGroup = i > first && this.groups[i] === this.groups[i - 1];
      if (isSameGroup) ranges[ranges.length - 1]![1] = this.sourceTo(i, end);
      else ranges.push([this.sourceFrom(i, start), this.sourceTo(i, end)]);
    }
    return ranges;
  }

  private isLinear(piece: number): boolean {
    return this.derivedLengths[piece] === this.sourceLengths[piece];
  }

  private sourceFrom(piece: number, start: number): number {
    return this.sourceStarts[piece]! + (this.isLinear(piece) ? Math.max(0, start - this.derivedStarts[piece]!) : 0);
  }

  private sourceTo(piece: number, end: number): number {
    const length = this.sourceLengths[piece]!;
    return this.sourceStarts[piece]! + (this.isLinear(piece) ? Math.min(length, end - this.derivedStarts[piece]!) : length);
  }

  /** Index of the first piece that ends after a derived position, by binary search. */
  private firstPieceEndingAfter(position: number): number {
    let low = 0;
    let high = this.derivedStarts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.derivedStarts[middle]! + this.derivedLengths[middle]! <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

import type { Leaf } from './carriers.ts';
import type { Document } from './document.ts';
import { Pieces } from './pieces.ts';
import type { View } from './views/view.ts';

const CARRY_CHARS = 512;

/** Fields that label a message rather than go on with what the last one said. */
const LABELS: ReadonlySet<string | number> = new Set(['logger', 'uri', 'name', 'mimeType', 'level']);

function isSpoken(leaf: Leaf): boolean {
  return leaf.kind === 'string' && !LABELS.has(leaf.place.key);
}

/**
 * The end of what a stream has said so far, so that a value split over its messages is judged whole. One per stream; hand it in
 * with each message of the stream, in order.
 *
 * What has left cannot be called back: of a value that is split, the part in the message at hand is redacted or blocked.
 */
export class StreamCarry {
  private tail = '';

  /**
   * The text over the seam between what came before and this message; positions before the seam map to nothing.
   *
   * Returns: null for the first message of a stream.
   */
  seam(document: Document): View | null {
    const tail = this.tail;
    const pieces = new Pieces();
    const parts = [tail];
    let length = tail.length;
    for (let i = 0; i < document.leaves.length && length < tail.length + CARRY_CHARS; i++) {
      const leaf = document.leaves[i]!;
      if (!isSpoken(leaf)) continue;
      const head = leaf.text.slice(0, tail.length + CARRY_CHARS - length);
      pieces.split();
      pieces.add(length, head.length, document.starts[i]!, head.length);
      parts.push(head);
      length += head.length;
    }
    return tail === '' || length === tail.length ? null : { layer: 'joined', text: parts.join(''), pieces };
  }

  /** Takes note of a message that has been judged. */
  push(document: Document): void {
    let added = '';
    for (let i = document.leaves.length - 1; i >= 0 && added.length < CARRY_CHARS; i--) {
      const leaf = document.leaves[i]!;
      if (isSpoken(leaf)) added = leaf.text.slice(-CARRY_CHARS) + added;
    }
    this.tail = (this.tail + added).slice(-CARRY_CHARS);
  }
}

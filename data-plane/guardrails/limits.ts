/**
 * The bounds within which one message is inspected. Beyond them a carrier is `uninspected`, which a rule may block on.
 *
 * Units: characters are UTF-16 code units; times are milliseconds.
 */
export interface Limits {
  /** Text of all carriers of one message together. */
  readonly maxChars: number;
  /** Nesting of the message's JSON. */
  readonly maxDepth: number;
  /** Strings, keys and numbers of one message. */
  readonly maxLeaves: number;
  /** How often a decoded text is decoded again. */
  readonly maxDecodeDepth: number;
  /** All decoded and normalised views of one message together, as a multiple of its own text. */
  readonly maxViewRatio: number;
  /** Views of one text: of a message, or of one argument. */
  readonly maxViews: number;
  /** What a compressed run may unpack to. */
  readonly maxUnpackedBytes: number;
  /** Decisions kept for the record; all of them count. */
  readonly maxDecisions: number;
  /** Fixed part of the time one message may take. */
  readonly timeMs: number;
  /** Added to `timeMs` for each 1,024 characters. */
  readonly timePerKiBMs: number;
}

/** What nodes use unless told otherwise. Time is a safeguard, far above what linear detectors need. */
export const DEFAULT_LIMITS: Limits = {
  maxChars: 16 * 1024 * 1024,
  maxDepth: 64,
  maxLeaves: 200_000,
  maxDecodeDepth: 3,
  maxViewRatio: 4,
  maxViews: 64,
  maxUnpackedBytes: 1024 * 1024,
  maxDecisions: 200,
  timeMs: 1_500,
  timePerKiBMs: 3,
};

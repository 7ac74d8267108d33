/** One country's number: how it is written, how it is checked, and how far it stands without a word beside it. */
export interface NationalScheme {
  /** The finding's label. */
  readonly label: string;
  /** Source of a pattern that starts at the number; both edges are added. */
  readonly pattern: string;
  /** Check digits and ranges, on the number without separators. */
  verify(value: string): boolean;
  /** Words that name it, as a case-insensitive source. */
  readonly context: string;
  /** Confidence without such a word; 0 where the number alone proves too little. */
  readonly alone: number;
  /** Confidence alone where it is written with its separators; defaults to `alone`. */
  readonly formatted?: number;
}

/**
 * The three shapes of a rule about a provider's credentials. Rules are data; `provider-token.ts` and
 * `service-credential.ts` run them.
 */

/** A credential that begins with a fixed text. */
export interface TokenRule {
  /** The finding's label. */
  readonly id: string;
  /** Fixed beginnings, in the provider's own letter case. Also the prefilter's keywords. */
  readonly starts: readonly string[];
  /** Source of a linear-time pattern for what follows the beginning; every quantifier bounded. */
  readonly body: string;
  /** Shannon entropy in bits per character that what follows must reach. Default 2.5. */
  readonly entropy?: number;
  /** Probability that a match is a live credential. Default 0.97. */
  readonly confidence?: number;
  /** True where the beginning is too short to stand alone: the text before it must name one of these. */
  readonly near?: readonly string[];
}

/** A credential with a fixed text somewhere inside it. */
export interface MarkerRule {
  readonly id: string;
  readonly marker: string;
  /** Source of a pattern for the characters before the marker, and how many there are at most. */
  readonly before: string;
  readonly beforeMax: number;
  readonly after: string;
  readonly entropy?: number;
  readonly confidence?: number;
}

/** A credential with no shape of its own, known by the service's name on the left of `=` or `:`. */
export interface ServiceRule {
  readonly id: string;
  /** Names of the service in lower case. */
  readonly names: readonly string[];
  /** Source of a pattern that the whole assigned value matches. */
  readonly value: string;
  readonly entropy?: number;
  readonly confidence?: number;
}

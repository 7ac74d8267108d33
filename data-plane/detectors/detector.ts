/**
 * The shape every detector has: text in, findings out.
 *
 * A detector does no I/O, reads no clock and keeps no state; it runs in time linear in its input;
 * it never decides what happens next. Policies (`data-plane/guardrails`) decide.
 */

/** What a detector looks for, in the words policies use. */
export type DetectorFamily =
  | 'prompt-injection'
  | 'secret'
  | 'pii'
  | 'sql-injection'
  | 'command-injection'
  | 'path-traversal'
  | 'ssrf'
  | 'template-injection'
  | 'deserialization'
  | 'custom';

/** How bad a confirmed finding of this detector is. */
export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** Where a text came from. */
export type Surface =
  | 'tool-arguments'
  | 'tool-result'
  | 'definition' // names, descriptions, schemas, instructions: what a list shows a model
  | 'notification' // progress and log messages
  | 'server-request'; // sampling and elicitation

/** The role an argument plays for the tool that receives it; decides which detectors apply. */
export type ArgumentRole = 'text' | 'sql' | 'command' | 'path' | 'url' | 'code' | 'template' | 'identifier' | 'number';

/** How a text was carried inside what was sent, when the detector is shown a decoded or normalised view of it. */
export type Layer =
  | 'joined' // content blocks or array items put together without what stood between them
  | 'lines' // one word a line, put on one line
  | 'unicode' // invisible characters dropped, look-alikes and compatibility forms folded
  | 'hidden-characters' // spelled in tag characters or variation selectors: nobody sees it
  | 'ansi' // terminal escapes dropped
  | 'escapes' // backslash escapes, as in JSON inside text
  | 'percent'
  | 'entities'
  | 'quoted-printable'
  | 'base64'
  | 'hex'
  | 'gzip'
  | 'html-text' // what a browser would show
  | 'html-hidden' // comments, hidden elements, attributes: what a browser would not show
  | 'json-leaves'; // the string values of JSON inside text, without its syntax

/**
 * What is known about a text beside the text itself. All detectors asked about one text are given the same object,
 * so work they share may be kept in a `WeakMap` keyed by it.
 */
export interface TextContext {
  readonly surface: Surface;
  /** Null for anything that is not an argument. */
  readonly role: ArgumentRole | null;
  /** Absent for the text as it was sent. */
  readonly layer?: Layer;
}

/**
 * What a detector saw, and where. Never the matched text, so that no record repeats a secret.
 *
 * Units: `start` and `end` are UTF-16 code units of the text given to `detect`, end exclusive;
 *   `confidence` is a calibrated probability from 0 to 1.
 */
export interface Finding {
  readonly detectorId: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  /** A finer kind within the detector, such as the name of a secret's provider. Never matched text. */
  readonly label?: string;
}

/** One question asked of every text on the surfaces it names. */
export interface Detector {
  /** Stable: policies and records store it. */
  readonly id: string;
  readonly family: DetectorFamily;
  /** Rises whenever the same text may give other findings; kept in coverage receipts. */
  readonly version: number;
  readonly severity: Severity;
  readonly surfaces: readonly Surface[];
  detect(text: string, context: TextContext): Finding[];
}

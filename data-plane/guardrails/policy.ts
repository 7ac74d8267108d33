/**
 * What a guardrail policy says, and what came of applying it. Types only.
 *
 * A policy is an ordered list of rules; where several rules match the same finding the strictest
 * action wins (`block` over `redact` over `allow`), and an `enforce` rule wins over a `monitor` one.
 */
import type { DetectorFamily } from '../detectors/detector.ts';

/** What happens to a message a rule matched. */
export type Action = 'allow' | 'redact' | 'block';
/** `monitor` records what `enforce` would have done and lets the message pass. */
export type Mode = 'enforce' | 'monitor';
/** `request`: what an agent sends to a server. `response`: everything a server says. */
export type Phase = 'request' | 'response';

/** One rule of a policy. */
export interface PolicyRule {
  /** Stable within its policy; decisions name it. */
  readonly id: string;
  /**
   * A detector id, or `family:` and a family, or `uninspected` for what could not be looked at
   * (`uninspected:` and a reason for one reason only).
   */
  readonly match: string;
  readonly phase: Phase | 'both';
  /** Findings with a confidence below this are not matched. 0 to 1. */
  readonly threshold: number;
  readonly action: Action;
  readonly mode: Mode;
  /** What the caller is told when this rule blocks. Null: a general sentence. */
  readonly message: string | null;
  /** What to do when the detector throws or runs out of time. */
  readonly onFailure: Action;
  /** Narrowing; null means all. Names as in the registry. */
  readonly server: string | null;
  readonly tool: string | null;
  readonly applicationId: string | null;
  /** How `redact` replaces: a typed mask (the default), or a token that entitled tools get back in the clear. */
  readonly redaction?: Redaction;
}

/** See `PolicyRule.redaction`. */
export type Redaction = 'mask' | 'token';

/** The rules of one registry. */
export interface Policy {
  readonly id: string;
  readonly rules: readonly PolicyRule[];
  /** Patterns of this project; rules name them `custom.` and the pattern's id, or `family:custom`. */
  readonly customPatterns?: readonly CustomPattern[];
  /** Detectors behind HTTP; rules name them `webhook.` and the webhook's id. */
  readonly webhooks?: readonly WebhookDetector[];
  /** Which tools are given the clear value of a reversible token in their arguments. */
  readonly restore?: readonly TokenEntitlement[];
}

/** A project's own pattern: a regular expression matched in linear time, or a list of keywords. */
export interface CustomPattern {
  /** Lower case letters, digits and hyphens. */
  readonly id: string;
  readonly kind: 'regex' | 'keywords';
  /** RE2 syntax, for `regex`. */
  readonly pattern?: string;
  /** For `keywords`; matched as whole words. */
  readonly keywords?: readonly string[];
  readonly caseSensitive?: boolean;
  /** What placeholders and decisions call it; the id where absent. */
  readonly label?: string;
  /** 0 to 1, 1 where absent. */
  readonly confidence?: number;
}

/** A detector that is asked over HTTP, off the synchronous path. */
export interface WebhookDetector {
  /** Lower case letters, digits and hyphens. */
  readonly id: string;
  readonly url: string;
  readonly phase: Phase | 'both';
  readonly timeoutMs: number;
  /** Texts beyond this are not sent and count as uninspected by it. */
  readonly maxBytes: number;
}

/** Names as in the registry; null means all. */
export interface TokenEntitlement {
  readonly server: string | null;
  readonly tool: string | null;
  readonly applicationId: string | null;
  /** Kinds of token, such as `card`; null means all. */
  readonly kinds: readonly string[] | null;
}

/** What a decision is about: a family of detectors, or that something was not inspected. */
export type DecisionFamily = DetectorFamily | 'uninspected';

/** What one rule concluded on one message. Holds no matched text. */
export interface Decision {
  readonly ruleId: string;
  readonly detectorId: string;
  readonly family: DecisionFamily;
  readonly action: Action;
  readonly mode: Mode;
  readonly phase: Phase;
  /** Where: a carrier and a JSON pointer, such as `result.content` and `/content/0/text`. */
  readonly carrier: string;
  readonly path: string;
  /** Offsets in the decoded text at `path`, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly label: string | null;
  /** True where the detector failed and `onFailure` was applied. */
  readonly failed: boolean;
}

/** What was looked at by what, and what was not and why: the receipt kept with each invocation. */
export interface Coverage {
  readonly inspected: readonly { readonly carrier: string; readonly count: number; readonly bytes: number }[];
  readonly uninspected: readonly { readonly carrier: string; readonly path: string; readonly reason: UninspectedReason }[];
  /** Detector id and version, `id@version`. */
  readonly detectors: readonly string[];
}

/** Why a carrier was not looked at. */
export type UninspectedReason = 'binary' | 'too-large' | 'too-deep' | 'time' | 'encoding' | 'too-many';

/** The outcome for one message. */
export interface Verdict {
  /** What was enforced. */
  readonly action: Action;
  /** What would have been enforced had every rule been in `enforce`. */
  readonly wouldBe: Action;
  /** The message that leaves: the very value given when nothing was redacted, null when blocked. */
  readonly value: unknown;
  readonly decisions: readonly Decision[];
  readonly coverage: Coverage;
  /** The message of the deciding rule, when `action` is `block`. */
  readonly message: string | null;
}

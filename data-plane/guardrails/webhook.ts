import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Finding, Surface } from '../detectors/detector.ts';
import type { Target } from './compile.ts';
import { externalId, type ExternalAnswer } from './external.ts';
import type { WebhookDetector } from './policy.ts';
import { postJson, type Post } from './webhook-post.ts';

/** What a webhook is asked about. */
export interface WebhookQuestion extends Target {
  readonly surface: Surface;
  /** The message as one document; offsets of findings refer to it. */
  readonly text: string;
}

/** The project whose policy names a webhook. */
export interface WebhookOwner {
  readonly projectId: string;
  /** What its webhooks may be reached at beside public addresses. */
  readonly allowedPrivateTargets: readonly string[];
  /** Signs what its webhooks are asked; null where none is known. */
  readonly key: string | null;
}

/** What a client of webhooks needs from outside. */
export interface WebhookOptions {
  /** The key a webhook's requests are signed with; null where none is known, and the webhook is then not asked. */
  readonly keyOf: (webhook: WebhookDetector, owner: WebhookOwner | null) => string | null;
  readonly post?: Post;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

const MAX_IN_FLIGHT = 32;
const MAX_FINDINGS = 500;
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;

const answerSchema = z.object({
  findings: z
    .array(
      z.object({ start: z.int().min(0), end: z.int().min(1), confidence: z.number().min(0).max(1), label: z.string().max(60).optional() }),
    )
    .max(MAX_FINDINGS),
});

interface Breaker {
  failures: number;
  openUntilMs: number;
}

/**
 * Asks detectors behind HTTP.
 *
 * Shape: POST of `{version, detector, surface, server, tool, text}`, answered by `{findings: [{start, end, confidence, label?}]}`
 *   with offsets in UTF-16 units. The header `portcullis-signature` holds `t=<seconds>,v1=<hex>`, the HMAC-SHA-256 of `<seconds>.<body>`
 *   under the webhook's key.
 * Returns: findings null for any failure: no key, too large, too many at once, timeout, status, shape; or while the breaker is open
 *   (30 s after five failures in a row). Rules then apply `onFailure`.
 */
export class WebhookClient {
  private readonly options: WebhookOptions;
  private readonly breakers = new Map<string, Breaker>();
  private inFlight = 0;

  constructor(options: WebhookOptions) {
    this.options = options;
  }

  /** Asks one webhook; never throws. */
  async ask(webhook: WebhookDetector, question: WebhookQuestion, owner: WebhookOwner | null = null): Promise<ExternalAnswer> {
    const detectorId = externalId(webhook);
    const key = this.options.keyOf(webhook, owner);
    const now = this.options.now ?? Date.now;
    const breaker = this.breakerOf(webhook, owner);
    const body = JSON.stringify({
      version: 1,
      detector: webhook.id,
      surface: question.surface,
      server: question.server,
      tool: question.tool,
      text: question.text,
    });
    const mayAsk =
      key !== null && now() >= breaker.openUntilMs && this.inFlight < MAX_IN_FLIGHT && Buffer.byteLength(body) <= webhook.maxBytes;
    if (!mayAsk) return { detectorId, findings: null };
    this.inFlight++;
    try {
      const headers = { 'content-type': 'application/json', 'portcullis-signature': signatureOf(body, key, Math.floor(now() / 1000)) };
      const post = this.options.post ?? postJson;
      const answer = await post(webhook.url, body, headers, webhook.timeoutMs, owner?.allowedPrivateTargets ?? []);
      const findings = parseAnswer(detectorId, answer);
      breaker.failures = 0;
      return { detectorId, findings };
    } catch {
      breaker.failures++;
      if (breaker.failures >= FAILURES_TO_OPEN) breaker.openUntilMs = now() + OPEN_MS;
      return { detectorId, findings: null };
    } finally {
      this.inFlight--;
    }
  }

  /** One breaker an address and project; those of policies that are gone are dropped with the rest when there are many. */
  private breakerOf({ url }: WebhookDetector, owner: WebhookOwner | null): Breaker {
    const key = `${owner?.projectId ?? ''}\0${url}`;
    let breaker = this.breakers.get(key);
    if (breaker === undefined) {
      if (this.breakers.size >= MAX_BREAKERS) this.breakers.clear();
      this.breakers.set(key, (breaker = { failures: 0, openUntilMs: 0 }));
    }
    return breaker;
  }
}

const MAX_BREAKERS = 1000;

/** The signature header of a body sent at a time. Units: seconds since the epoch. */
export function signatureOf(body: string, key: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Throws: Error on anything but findings. */
function parseAnswer(detectorId: string, text: string): Finding[] {
  return answerSchema.parse(JSON.parse(text)).findings.map(({ start, end, confidence, label }) => ({
    detectorId,
    start,
    end,
    confidence,
    ...(label === undefined ? {} : { label }),
  }));
}

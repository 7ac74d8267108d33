import type { Detector, Finding, Surface } from '../detectors/detector.ts';
import type { WebhookDetector } from './policy.ts';

/** What a detector outside the process said of a message's document: findings, or null when it gave no usable answer. */
export interface ExternalAnswer {
  /** `webhook.` and the webhook's id. */
  readonly detectorId: string;
  readonly findings: readonly Finding[] | null;
}

const REQUEST: readonly Surface[] = ['tool-arguments'];
/** Without definitions: those were approved as they are, and lists are made where nothing can be waited for. */
const RESPONSE: readonly Surface[] = ['tool-result', 'notification', 'server-request'];

/** A webhook as rules see it: a detector whose answers were asked for beforehand. */
export function externalDetector(webhook: WebhookDetector): Detector {
  const surfaces = webhook.phase === 'both' ? [...REQUEST, ...RESPONSE] : webhook.phase === 'request' ? REQUEST : RESPONSE;
  return { id: externalId(webhook), family: 'custom', version: 1, severity: 'medium', surfaces, detect: () => [] };
}

/** The id rules and decisions know a webhook by. */
export function externalId(webhook: WebhookDetector): string {
  return `webhook.${webhook.id}`;
}

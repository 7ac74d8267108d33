/** All rules about providers' credentials, joined. A new theme adds a file and a line here. */
import type { MarkerRule, ServiceRule, TokenRule } from '../rule.ts';
import { aiMarkers, aiServices, aiTokens } from './ai.ts';
import { cloudMarkers, cloudServices, cloudTokens } from './cloud.ts';
import { messagingMarkers, messagingServices, messagingTokens } from './messaging.ts';
import { paymentServices, paymentTokens } from './payment.ts';
import { saasMarkers, saasServices, saasTokens } from './saas.ts';
import { sourceHostingServices, sourceHostingTokens } from './source-hosting.ts';

/** Credentials with a fixed beginning. */
export const tokenRules: readonly TokenRule[] = [
  ...cloudTokens,
  ...sourceHostingTokens,
  ...aiTokens,
  ...messagingTokens,
  ...paymentTokens,
  ...saasTokens,
];
/** Credentials with a fixed text inside. */
export const markerRules: readonly MarkerRule[] = [...cloudMarkers, ...aiMarkers, ...messagingMarkers, ...saasMarkers];
/** Credentials known by the service's name beside them. */
export const serviceRules: readonly ServiceRule[] = [
  ...cloudServices,
  ...sourceHostingServices,
  ...aiServices,
  ...messagingServices,
  ...paymentServices,
  ...saasServices,
];

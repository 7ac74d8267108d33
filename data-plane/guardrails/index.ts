/** The guardrail engine's public face: compile a policy, then judge calls and messages with it. */
export { compilePolicy, type CompiledPolicy, type EngineOptions, type Target } from './compile.ts';
export { defaultPolicy } from './default-policy.ts';
export { inspectRequest, inspectResponse, type InspectedCall, type InspectedMessage, type MessageKind } from './inspect.ts';
export { inspectAnswerText, inspectArgumentText, type TextFinding, type TextInspection } from './inspect-text.ts';
export { RoleHistory } from './role-history.ts';
export { sealedVault, type TokenVault } from './token-vault.ts';
export { StreamCarry } from './stream-carry.ts';
export { inspectRequestAsync, inspectResponseAsync, needsAsync, type AsyncParts } from './inspect-async.ts';
export { InspectionPool, type PoolOptions } from './inspection-pool.ts';
export { WebhookClient, type WebhookOptions, type WebhookOwner } from './webhook.ts';
export { guardedPost } from './webhook-post.ts';
export { validatePolicy, type PolicyValidation } from './validate.ts';
export type * from './policy.ts';

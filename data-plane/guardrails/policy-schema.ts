import { z } from 'zod';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be 1 to 64 of a-z, 0-9, ".", "_" and "-", and start with a letter or digit');
const shortId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and "-", and start with a letter or digit');
const phase = z.enum(['request', 'response', 'both']);
const action = z.enum(['allow', 'redact', 'block']);
const name = z.string().min(1).max(256).nullable();
const probability = z.number().min(0).max(1);

const rule = z.strictObject({
  id,
  match: z.string().min(1).max(120),
  phase,
  threshold: probability,
  action,
  mode: z.enum(['enforce', 'monitor']),
  message: z.string().max(500).nullable(),
  onFailure: action,
  server: name,
  tool: name,
  applicationId: name,
  redaction: z.enum(['mask', 'token']).optional(),
});

const customPattern = z.strictObject({
  id: shortId,
  kind: z.enum(['regex', 'keywords']),
  pattern: z.string().min(1).max(2000).optional(),
  keywords: z.array(z.string().min(2).max(200)).min(1).max(5000).optional(),
  caseSensitive: z.boolean().optional(),
  label: z.string().min(1).max(60).optional(),
  confidence: probability.optional(),
});

const webhook = z.strictObject({
  id: shortId,
  url: z.url({ protocol: /^https?$/ }).max(2000),
  phase,
  timeoutMs: z.int().min(10).max(10_000),
  maxBytes: z.int().min(1).max(4_194_304),
});

const entitlement = z.strictObject({
  server: name,
  tool: name,
  applicationId: name,
  kinds: z.array(z.string().max(60)).max(100).nullable(),
});

/** The shape of a policy, as validated before it is saved and again where a node decodes it. */
export const policySchema = z.strictObject({
  id: z.string().min(1).max(200),
  rules: z.array(rule).max(500),
  customPatterns: z.array(customPattern).max(100).optional(),
  webhooks: z.array(webhook).max(10).optional(),
  restore: z.array(entitlement).max(200).optional(),
});

import { z } from 'zod';
import { FULL_SCOPE, READ_ONLY_SCOPE } from './token-scopes.ts';

/** Where a claim is: its name, verbatim (names may hold dots), or the path to it through nested objects. */
const ClaimPath = z.union([z.string().min(1).max(256), z.array(z.string().min(1).max(256)).min(1).max(8)]);

/**
 * How the claims of one issuer's tokens become application, user, software and reach.
 *
 * `application`: always the same one, or by the value of a claim (through `values`, or directly by id or name).
 * `scopes`: left out, tokens reach all that was granted; given, a token with neither list's scope is refused.
 */
export const ClaimMapping = z.strictObject({
  application: z.union([
    z.strictObject({ fixed: z.string().min(1).max(64) }),
    z.strictObject({ claim: ClaimPath, values: z.record(z.string().max(256), z.string().max(64)).optional() }),
  ]),
  user: ClaimPath.nullable().default('sub'),
  actor: ClaimPath.nullable().default(['act', 'sub']),
  scopes: z
    .strictObject({
      claim: ClaimPath.default('scope'),
      full: z.array(z.string().max(256)).max(50).default([FULL_SCOPE]),
      readOnly: z.array(z.string().max(256)).max(50).default([READ_ONLY_SCOPE]),
    })
    .optional(),
});

/** A claim mapping, checked. */
export type ClaimMapping = z.infer<typeof ClaimMapping>;

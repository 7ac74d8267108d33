import type { Request, Response } from 'express';
import { z } from 'zod';
import { cookieOf } from '../oauth/connect/router.ts';
import { SealBroken, type Vault } from '../secrets/vault.ts';

const Visitor = z.object({ subject: z.string(), untilMs: z.number() });
const COOKIE = 'portcullis_visitor';
const CONTEXT = 'visitor';
/** Long enough to connect an account or approve a client, and no longer. */
const VISIT_MS = 15 * 60_000;

/** Remembers who signed in, in a sealed cookie for the pages under `/oauth`. */
export function rememberVisitor(response: Response, subject: string, origin: string, vault: Vault, nowMs: number): void {
  response.cookie(COOKIE, vault.seal(JSON.stringify({ subject, untilMs: nowMs + VISIT_MS }), CONTEXT), {
    httpOnly: true,
    sameSite: 'lax',
    secure: origin.startsWith('https:'),
    path: '/oauth',
    maxAge: VISIT_MS,
  });
}

/** Who signed in at this browser in the last quarter of an hour; null for nobody. */
export function visitorOf(request: Pick<Request, 'headers'>, vault: Vault, nowMs: number): string | null {
  const cookie = cookieOf(request, COOKIE);
  if (cookie === null) return null;
  try {
    const { subject, untilMs } = Visitor.parse(JSON.parse(vault.open(cookie, CONTEXT).toString('utf8')));
    return untilMs > nowMs ? subject : null;
  } catch (error) {
    if (error instanceof SealBroken || error instanceof z.ZodError) return null;
    throw error;
  }
}

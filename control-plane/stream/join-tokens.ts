import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { hashToken, newToken } from '../secrets/tokens.ts';

/** A join token as listed; the token itself is nowhere but with its holder. */
export interface JoinToken {
  readonly id: string;
  readonly name: string;
  readonly start: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** Makes a join token. Returns: the token, to be shown once. */
export async function createJoinToken(
  sql: Sql,
  input: { readonly name: string; readonly expiresAt: Date | null },
): Promise<{ id: string; token: string }> {
  const { token, hash, start } = newToken('pcj');
  const id = randomUUID();
  await sql`INSERT INTO join_tokens (id, name, hash, start, expires_at) VALUES (${id}, ${input.name}, ${hash}, ${start}, ${input.expiresAt})`;
  return { id, token };
}

/** Revokes a join token: no new stream opens with it within the ten seconds that an answer is remembered. Returns: false when there is none. */
export async function revokeJoinToken(sql: Sql, id: string): Promise<boolean> {
  const { count } = await sql`UPDATE join_tokens SET revoked_at = now() WHERE id = ${id} AND revoked_at IS NULL`;
  return count > 0;
}

/** Join tokens, newest first, at most 1,000. */
export async function listJoinTokens(sql: Sql): Promise<JoinToken[]> {
  return sql<JoinToken[]>`
    SELECT id, name, start, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"
    FROM join_tokens ORDER BY created_at DESC LIMIT 1000`;
}

/** Whether a token joins nodes now; notes that it was used. */
export async function isJoinTokenGood(sql: Sql, token: string): Promise<boolean> {
  const { count } = await sql`
    UPDATE join_tokens SET last_used_at = now()
    WHERE hash = ${hashToken(token)} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;
  return count > 0;
}

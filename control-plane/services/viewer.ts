/** What a token may do; see `control-plane/admin-tokens/permissions.ts`. */
export type Role = 'viewer' | 'operator' | 'admin' | 'auditor';

/** Who is asking, on one request. */
export interface Viewer {
  readonly name: string;
  readonly role: Role;
  /** Null: a token made from the master key, or the first start. */
  readonly tokenId: string | null;
  /** The only project it may see; null: all. */
  readonly projectId: string | null;
  readonly expiresAt: Date | null;
  /** Names the request in answers, logs and the audit trail. */
  readonly requestId: string;
}

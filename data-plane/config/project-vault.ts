import { createHmac } from 'node:crypto';
import { sealedVault, type TokenVault } from '../guardrails/index.ts';

/**
 * The vault of a project's reversible tokens, under keys that every node of the fleet derives alike.
 *
 * `cacheKeys`: newest first. Tokens are made under the newest one; those made under an older one open as long as it is held.
 * Returns: null without a key.
 */
export function projectVault(cacheKeys: readonly Uint8Array[], projectId: string): TokenVault | null {
  const [newest, ...older] = cacheKeys.map((key) => sealedVault(projectKey(key, projectId), projectId));
  if (newest === undefined || older.length === 0) return newest ?? null;
  return {
    ...newest,
    open(token) {
      for (const vault of [newest, ...older]) {
        const opened = vault.open(token);
        if (opened !== null) return opened;
      }
      return null;
    },
  };
}

function projectKey(cacheKey: Uint8Array, projectId: string): Buffer {
  return createHmac('sha256', cacheKey).update(`portcullis project tokens\0${projectId}`).digest();
}

/**
 * The key that requests to a project's webhook detectors are signed with, as text.
 *
 * Returns: 64 hexadecimal digits, from the newest key of the fleet; null without one.
 */
export function webhookKey(cacheKeys: readonly Uint8Array[], projectId: string): string | null {
  const [newest] = cacheKeys;
  return newest === undefined ? null : createHmac('sha256', newest).update(`portcullis webhook signatures\0${projectId}`).digest('hex');
}

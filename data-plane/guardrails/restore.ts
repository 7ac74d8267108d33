import type { Target } from './compile.ts';
import type { Policy, TokenEntitlement } from './policy.ts';
import { TOKEN_PATTERN, type TokenVault } from './token-vault.ts';

const MAX_DEPTH = 64;

/**
 * A call's arguments with the tokens in them turned back into what they stand for, as far as the tool is entitled to it.
 *
 * Returns: the very value given where there was nothing to restore. A token of a kind the tool is not entitled to, or that the
 *   vault does not know, stays as it is.
 */
export function restoreTokens(args: unknown, policy: Policy, target: Target, vault: TokenVault | null): unknown {
  if (vault === null || policy.restore === undefined) return args;
  const entitlements = policy.restore.filter((entitlement) => appliesTo(entitlement, target));
  return entitlements.length === 0 ? args : restoreIn(args, entitlements, vault, 0);
}

function appliesTo(entitlement: TokenEntitlement, target: Target): boolean {
  return (
    (entitlement.server === null || entitlement.server === target.server) &&
    (entitlement.tool === null || entitlement.tool === target.tool) &&
    (entitlement.applicationId === null || entitlement.applicationId === target.applicationId)
  );
}

function restoreIn(value: unknown, entitlements: readonly TokenEntitlement[], vault: TokenVault, depth: number): unknown {
  if (typeof value === 'string') return value.includes('pct_') ? restoreText(value, entitlements, vault) : value;
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => restoreIn(item, entitlements, vault, depth + 1));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let changed = false;
  const entries = Object.entries(value).map(([key, child]) => {
    const restored = restoreIn(child, entitlements, vault, depth + 1);
    if (restored !== child) changed = true;
    return [key, restored] as const;
  });
  return changed ? Object.fromEntries(entries) : value;
}

/** Replaces a token, and the brackets and type an agent may have kept around it. */
function restoreText(text: string, entitlements: readonly TokenEntitlement[], vault: TokenVault): string {
  let out = '';
  let from = 0;
  for (const match of text.matchAll(TOKEN_PATTERN)) {
    const opened = vault.open(match[0]);
    if (opened === null || !entitlements.some(({ kinds }) => kinds === null || kinds.includes(opened.kind))) continue;
    const opening = `[${opened.kind} `;
    const end = match.index + match[0].length;
    const isWrapped = text.endsWith(opening, match.index) && text[end] === ']';
    out += text.slice(from, isWrapped ? match.index - opening.length : match.index) + opened.clear;
    from = isWrapped ? end + 1 : end;
  }
  return from === 0 ? text : out + text.slice(from);
}

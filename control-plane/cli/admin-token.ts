import { mintLocalToken } from '../admin-tokens/local-token.ts';
import { readLocalMasterKey } from './local-master-key.ts';

/** `portcullis admin-token`: prints a short-lived administrator token made with this machine's master key. */
export async function runAdminToken({ minutes }: { minutes: string }): Promise<void> {
  const lifetime = Number(minutes);
  if (!Number.isFinite(lifetime) || lifetime < 1 || lifetime > 60)
    throw new Error(`--minutes takes a number from 1 to 60, not "${minutes}"`);
  const key = readLocalMasterKey(process.env);
  process.stdout.write(`${mintLocalToken(key, Date.now(), lifetime * 60_000)}\n`);
}

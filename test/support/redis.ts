import { randomBytes } from 'node:crypto';
import { sharedThing } from './shared.ts';

/** The Redis of this run, and a prefix that keeps this file's keys apart from those of others. */
export async function testRedis(): Promise<{ readonly url: string; readonly isReal: boolean; readonly prefix: string }> {
  const { url, isReal } = JSON.parse(await sharedThing('/redis')) as { url: string; isReal: boolean };
  return { url, isReal, prefix: `test:${randomBytes(6).toString('hex')}:` };
}

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../lib/log.ts';
import { openFrame, sealFrame } from './frames.ts';

/** Keeps the last good config on disk: the pushes that led to it, a whole one first. */
export interface ConfigStore {
  /** The pushes to apply in order, and when the control plane was last heard. Empty when there is nothing, or nothing readable. */
  load(): Promise<{ readonly pushes: Buffer[]; readonly heardAtMs: number }>;
  /** Replaces all that is kept with a whole push. Never rejects: a disk that fails is said, and the node goes on. */
  replace(whole: Buffer): Promise<void>;
  /** Adds a push to what is kept. Returns: false when it was not kept, or when it is time for a whole one. */
  append(delta: Buffer): Promise<boolean>;
  /** Notes that the control plane was heard now. */
  touch(): void;
  close(): Promise<void>;
}

const MAGIC = 'portcullis-config-1';
const PURPOSE = 'last-good-config';
/** After this many deltas, or when they outweigh the whole push, a new whole one is due. */
const MAX_DELTAS = 200;
const MIN_REWRITE_BYTES = 1024 * 1024;
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/**
 * A store in a node's data folder, encrypted with the node's key: the config holds credentials.
 *
 * A whole push goes into a new file that takes the old one's place once it is on the disk; a delta is added at the end.
 * Whatever a crash leaves behind is a state that was in force once: a torn frame at the end is dropped.
 */
export function createConfigStore(options: { readonly folder: string; readonly key: Buffer; readonly log: Log }): ConfigStore {
  const { folder, key, log } = options;
  const path = join(folder, 'last-good.config');
  let file: { handle: FileHandle; generation: string; frames: number; wholeBytes: number; deltaBytes: number } | null = null;
  let isFailing = false;
  let isTouching = false;

  function said(error: unknown): void {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!isFailing) {
      log.error(
        { path, reason: code ?? message },
        'the config could not be kept on disk; it is enforced, but a restart would begin with an older one. Free the disk or mend its permissions',
      );
    }
    isFailing = true;
  }

  async function forget(): Promise<void> {
    await file?.handle.close().catch(() => {});
    file = null;
  }

  /** Goes on adding to a file that was read whole. */
  async function resume(generation: string, [whole, ...deltas]: readonly Buffer[]): Promise<void> {
    try {
      const handle = await open(path, constants.O_WRONLY | constants.O_APPEND);
      file = {
        handle,
        generation,
        frames: deltas.length + 1,
        wholeBytes: whole?.length ?? 0,
        deltaBytes: deltas.reduce((sum, { length }) => sum + length, 0),
      };
    } catch (error) {
      said(error);
    }
  }

  return {
    async load() {
      let bytes: Buffer;
      let heardAtMs = 0;
      try {
        const { size, mtimeMs } = await stat(path);
        heardAtMs = mtimeMs;
        if (size > MAX_FILE_BYTES) throw new Error(`it has ${size} bytes`);
        bytes = await readFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
          log.error(
            { path, reason: (error as Error).message },
            'the last good config cannot be read; the node waits for the control plane',
          );
        }
        return { pushes: [], heardAtMs };
      }
      const head = /^portcullis-config-1 ([0-9a-f]{32})\n/.exec(bytes.subarray(0, 64).toString('latin1'));
      const pushes: Buffer[] = [];
      let offset = head?.[0].length ?? 0;
      while (head !== null && offset < bytes.length) {
        const frame = openFrame(key, { purpose: PURPOSE, generation: head[1] as string, index: pushes.length }, bytes, offset);
        if (frame === null) break;
        pushes.push(frame.plain);
        offset = frame.end;
      }
      if (pushes.length === 0)
        log.error(
          { path },
          'the last good config on disk is damaged or was written with another key; the node waits for the control plane',
        );
      else if (offset < bytes.length) log.warn({ path }, 'the last change to the config on disk is damaged; the state before it is used');
      else await resume(head?.[1] as string, pushes);
      return { pushes, heardAtMs };
    },
    async replace(whole) {
      await forget();
      const generation = randomBytes(16).toString('hex');
      const temporary = `${path}.${process.pid}.new`;
      let handle: FileHandle | null = null;
      try {
        handle = await open(temporary, 'w', 0o600);
        await handle.writeFile(
          Buffer.concat([
            Buffer.from(`${MAGIC} ${generation}\n`, 'latin1'),
            sealFrame(key, { purpose: PURPOSE, generation, index: 0 }, whole),
          ]),
        );
        await handle.sync();
        await handle.close();
        await rename(temporary, path);
        await syncFolder(folder);
        file = {
          handle: await open(path, constants.O_WRONLY | constants.O_APPEND),
          generation,
          frames: 1,
          wholeBytes: whole.length,
          deltaBytes: 0,
        };
        if (isFailing) log.info({ path }, 'the config is kept on disk again');
        isFailing = false;
      } catch (error) {
        said(error);
        await handle?.close().catch(() => {});
        await rm(temporary, { force: true }).catch(() => {});
      }
    },
    async append(delta) {
      if (file === null || file.frames > MAX_DELTAS || file.deltaBytes > Math.max(file.wholeBytes, MIN_REWRITE_BYTES)) return false;
      try {
        const frame = sealFrame(key, { purpose: PURPOSE, generation: file.generation, index: file.frames }, delta);
        const { bytesWritten } = await file.handle.write(frame);
        if (bytesWritten < frame.length) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
        await file.handle.datasync();
        file.frames += 1;
        file.deltaBytes += frame.length;
        return true;
      } catch (error) {
        said(error);
        await forget();
        return false;
      }
    },
    touch() {
      if (isTouching || file === null) return;
      isTouching = true;
      const now = new Date();
      utimes(path, now, now)
        .catch(() => {})
        .finally(() => (isTouching = false));
    },
    close: forget,
  };
}

/** A rename is only on the disk once its folder is. Some systems cannot do that; then it is as it was. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Nothing more can be done, and the file itself is complete.
  }
}

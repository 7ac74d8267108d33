import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { packageRoot } from '../../data-plane/lib/package-root.ts';

/** A `portcullis` process started by a test, from the build that `npm test` makes first. */
export interface PortcullisProcess {
  readonly pid: number;
  /** Everything it printed so far, both streams. */
  output(): string;
  /** The groups of the first line that matches. Rejects when the process ends first or after the deadline. */
  line(pattern: RegExp, deadlineMs?: number): Promise<RegExpExecArray>;
  /** SIGTERM and waits; SIGKILL after ten seconds. */
  stop(): Promise<void>;
  /** SIGKILL and waits. */
  kill(): Promise<void>;
  readonly exited: Promise<number | null>;
}

/** Starts `portcullis <args>` with exactly this environment beside PATH. */
export function startPortcullis(args: readonly string[], env: Readonly<Record<string, string>>): PortcullisProcess {
  const child = spawn(process.execPath, [join(packageRoot(), 'dist/control-plane/cli/portcullis.js'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const watch of watchers) watch();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(timer);
  };
  return {
    pid: child.pid ?? 0,
    output: () => lines.join('\n'),
    exited,
    line: (pattern, deadlineMs = 60_000) =>
      new Promise((resolve, reject) => {
        const look = (): boolean => {
          const match = lines.map((line) => pattern.exec(line)).find((found) => found !== null);
          if (match === undefined || match === null) return false;
          watchers.delete(look);
          clearTimeout(timer);
          resolve(match);
          return true;
        };
        const fail = (why: string): void => {
          watchers.delete(look);
          clearTimeout(timer);
          reject(new Error(`portcullis ${args.join(' ')} ${why} before it printed ${pattern}:\n${lines.slice(-20).join('\n')}`));
        };
        const timer = setTimeout(() => fail(`ran ${deadlineMs} ms`), deadlineMs);
        if (look()) return;
        watchers.add(look);
        void exited.then((code) => setImmediate(() => void (look() || fail(`ended with code ${code}`))));
      }),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

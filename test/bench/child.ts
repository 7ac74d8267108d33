import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process under measurement: a target, the upstream or the load generator. */
export interface Child {
  readonly pid: number;
  /** The next line it prints. */
  line(): Promise<string>;
  send(line: string): void;
  stop(): Promise<void>;
}

/** Starts a program whose standard output is read line by line. Its errors go to ours. */
export function startChild(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Child {
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', env['BENCH_QUIET'] === 'true' ? 'ignore' : 'inherit'], env });
  const ready: string[] = [];
  const waiting: { resolve: (line: string) => void; reject: (failure: Error) => void }[] = [];
  let ended = false;
  if (child.stdout === null || child.stdin === null || child.pid === undefined) throw new Error(`bench: could not start ${command}`);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const next = waiting.shift();
    if (next === undefined) ready.push(line);
    else next.resolve(line);
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void exited.then(() => {
    ended = true;
    for (const { reject } of waiting) reject(new Error(`bench: ${command} ${args[0] ?? ''} ended before it answered`));
  });
  return {
    pid: child.pid,
    line: () => {
      const line = ready.shift();
      if (line !== undefined) return Promise.resolve(line);
      if (ended) return Promise.reject(new Error(`bench: ${command} ${args[0] ?? ''} has ended`));
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    send: (line) => void child.stdin?.write(`${line}\n`),
    stop: async () => {
      if (ended) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** CPU time a process and its reaped children have used. Units: microseconds. Returns 0 where /proc is absent. */
export function cpuUs(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return 0;
  }
}

/** Resident memory of a process. Units: MB. Returns 0 where /proc is absent. */
export function residentMb(pid: number): number {
  try {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match === null ? 0 : Number(match[1]) / 1024;
  } catch {
    return 0;
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../lib/package-root.ts';
import type { CompiledPolicy } from './compile.ts';
import { failedVerdict, inspectResponse, type InspectedMessage } from './inspect.ts';
import type { InspectionAnswer, InspectionTask } from './inspection-task.ts';
import type { Verdict } from './policy.ts';

/** How many threads a pool has, how many messages may wait for one, and how long one message may take. */
export interface PoolOptions {
  readonly threads?: number;
  readonly maxWaiting?: number;
  readonly timeoutMs?: number;
}

interface Job {
  readonly compiled: CompiledPolicy;
  readonly message: InspectedMessage;
  readonly resolve: (verdict: Verdict) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly knownPolicies: Set<number>;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

const MAX_POLICIES_PER_THREAD = 64;

/**
 * Threads that judge large messages.
 *
 * Threads start when first needed. A message that takes too long costs its thread, which is replaced; it and messages that would
 * wait behind too many others get the verdict that rules give a detector that ran out of time. Where the compiled worker is not
 * there (sources run without a build) messages are judged on the spot.
 */
export class InspectionPool {
  private readonly threads: number;
  private readonly maxWaiting: number;
  private readonly timeoutMs: number;
  private readonly workerPath = findWorker();
  private readonly running = new Set<Thread>();
  private readonly waiting: Job[] = [];
  private readonly policyKeys = new WeakMap<CompiledPolicy, number>();
  private nextKey = 1;
  private isClosed = false;

  constructor({ threads = 1, maxWaiting = 64, timeoutMs = 15_000 }: PoolOptions = {}) {
    this.threads = threads;
    this.maxWaiting = maxWaiting;
    this.timeoutMs = timeoutMs;
  }

  /** Says whether messages are judged by threads here. */
  get hasThreads(): boolean {
    return this.workerPath !== null;
  }

  /** Judges a message in a thread; never rejects. The value is the one given where nothing was redacted. */
  inspect(compiled: CompiledPolicy, message: InspectedMessage): Promise<Verdict> {
    if (this.workerPath === null || !compiled.isPlain) return Promise.resolve(inspectResponse(compiled, message));
    if (this.isClosed || this.waiting.length >= this.maxWaiting) return Promise.resolve(failedVerdict(compiled, message));
    return new Promise((resolve) => {
      this.waiting.push({ compiled, message, resolve });
      this.dispatch();
    });
  }

  /** Ends all threads; what they were judging gets the verdict of a failure. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.waiting.splice(0)) job.resolve(failedVerdict(job.compiled, job.message));
    await Promise.all([...this.running].map((thread) => this.drop(thread)));
  }

  private dispatch(): void {
    while (this.waiting.length > 0) {
      const thread =
        [...this.running].find((candidate) => candidate.job === null) ?? (this.running.size < this.threads ? this.start() : null);
      if (thread === null) return;
      this.send(thread, this.waiting.shift()!);
    }
  }

  private start(): Thread {
    const worker = new Worker(this.workerPath!, { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    const thread: Thread = { worker, knownPolicies: new Set(), job: null, timer: null };
    worker.unref();
    worker.on('message', (answer: InspectionAnswer) => this.finish(thread, answer));
    worker.on('error', () => void this.drop(thread));
    worker.on('exit', () => void this.drop(thread));
    this.running.add(thread);
    return thread;
  }

  private send(thread: Thread, job: Job): void {
    const policyKey = this.keyOf(job.compiled);
    const isKnown = thread.knownPolicies.has(policyKey);
    if (!isKnown && thread.knownPolicies.size >= MAX_POLICIES_PER_THREAD) {
      void this.drop(thread); // a fresh thread holds no policies that are gone
      this.waiting.unshift(job);
      return;
    }
    thread.knownPolicies.add(policyKey);
    thread.job = job;
    thread.timer = setTimeout(() => void this.drop(thread), this.timeoutMs);
    const { policy, limits, vault } = job.compiled;
    const task: InspectionTask = {
      id: policyKey,
      policyKey,
      policy: isKnown ? null : { policy, limits, vault: vault?.material ?? null },
      message: job.message,
    };
    try {
      thread.worker.postMessage(task);
    } catch {
      void this.drop(thread); // a value that cannot be cloned
    }
  }

  private finish(thread: Thread, { verdict, value, isSameValue }: InspectionAnswer): void {
    const { job } = thread;
    if (thread.timer !== null) clearTimeout(thread.timer);
    thread.job = null;
    thread.timer = null;
    if (job === null) return;
    job.resolve(
      verdict === null ? failedVerdict(job.compiled, job.message) : { ...verdict, value: isSameValue ? job.message.value : value },
    );
    this.dispatch();
  }

  private async drop(thread: Thread): Promise<void> {
    if (!this.running.delete(thread)) return;
    const { job } = thread;
    if (thread.timer !== null) clearTimeout(thread.timer);
    thread.job = null;
    if (job !== null) job.resolve(failedVerdict(job.compiled, job.message));
    await thread.worker.terminate();
    this.dispatch();
  }

  private keyOf(compiled: CompiledPolicy): number {
    let key = this.policyKeys.get(compiled);
    if (key === undefined) this.policyKeys.set(compiled, (key = this.nextKey++));
    return key;
  }
}

/** The compiled worker: beside this file, or in `dist/` when this file runs from source. */
function findWorker(): string | null {
  const here = fileURLToPath(import.meta.url);
  const path = here.endsWith('.js')
    ? join(here, '..', 'inspection-worker.js')
    : join(packageRoot(), 'dist', 'data-plane', 'guardrails', 'inspection-worker.js');
  return existsSync(path) ? path : null;
}

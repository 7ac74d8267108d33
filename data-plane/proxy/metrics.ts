import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { InvocationOutcome } from '../usage/invocation.ts';

/** The node's figures, in Prometheus' text format. Names are pinned: dashboards depend on them. */
export interface ProxyMetrics {
  call(outcome: InvocationOutcome, latencyMs: number): void;
  /** Gauges read when asked for. */
  readonly registry: Registry;
}

/** Where gauges read from. */
export interface MetricSources {
  readonly inFlight: () => number;
  readonly sessions: () => number;
  readonly silenceMs: () => number;
}

/** Makes the figures of one node; nothing is global. */
export function createMetrics(sources: MetricSources): ProxyMetrics {
  const registry = new Registry();
  const calls = new Counter({
    name: 'portcullis_calls_total',
    help: 'Messages of agents, by how they ended.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const latency = new Histogram({
    name: 'portcullis_call_duration_seconds',
    help: 'Time from the first byte read to the answer written.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [registry],
  });
  gauge(registry, 'portcullis_calls_in_flight', 'Messages of agents now being worked on.', sources.inFlight);
  gauge(registry, 'portcullis_sessions', 'Sessions held on this node.', sources.sessions);
  gauge(
    registry,
    'portcullis_control_plane_silence_seconds',
    'Time since the control plane was last heard; 0 while connected.',
    () => sources.silenceMs() / 1000,
  );
  gauge(registry, 'portcullis_resident_memory_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());
  const byOutcome = new Map<InvocationOutcome, Counter.Internal>();
  return {
    registry,
    call(outcome, latencyMs) {
      let counter = byOutcome.get(outcome);
      if (counter === undefined) byOutcome.set(outcome, (counter = calls.labels(outcome)));
      counter.inc();
      latency.observe(latencyMs / 1000);
    },
  };
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

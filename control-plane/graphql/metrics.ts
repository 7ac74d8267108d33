import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Counters of one control plane, in the text Prometheus reads. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  operation(outcome: 'ok' | 'error', milliseconds: number): void;
  refusedToken(): void;
  /** For the metrics of other parts. */
  readonly registry: Registry;
}

/** What is asked when metrics are read. */
export interface MetricSources {
  streams(): number;
  configVersion(): string | null;
}

/** The metrics of one control plane; a process may hold several. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const operations = new Histogram({
    name: 'portcullis_graphql_operation_duration_seconds',
    help: 'Time of GraphQL operations by outcome.',
    labelNames: ['outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const refused = new Counter({
    name: 'portcullis_admin_tokens_refused_total',
    help: 'Requests to GraphQL without a working token.',
    registers,
  });
  new Gauge({
    name: 'portcullis_node_streams',
    help: 'Nodes connected to this control plane.',
    registers,
    collect() {
      this.set(sources.streams());
    },
  });
  new Gauge({
    name: 'portcullis_config_version',
    help: 'Config version this control plane pushes.',
    registers,
    collect() {
      this.set(Number(sources.configVersion() ?? 0));
    },
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    operation: (outcome, milliseconds) => operations.observe({ outcome }, milliseconds / 1000),
    refusedToken: () => refused.inc(),
    registry,
  };
}

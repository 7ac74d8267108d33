-- One row a call. Partitioned by day; the day partitions are made ahead and dropped by age (control-plane/usage).
CREATE TABLE invocations (
  id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  node_id text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  latency_us bigint NOT NULL DEFAULT 0,
  upstream_us bigint NOT NULL DEFAULT 0,
  project_id text NOT NULL DEFAULT '',
  application_id text NOT NULL DEFAULT '',
  key_id text NOT NULL DEFAULT '',
  agent_name text NOT NULL DEFAULT '',
  agent_version text NOT NULL DEFAULT '',
  user_subject text NOT NULL DEFAULT '',
  session text NOT NULL DEFAULT '',
  trace_id text NOT NULL DEFAULT '',
  registry_id text NOT NULL DEFAULT '',
  server_id text NOT NULL DEFAULT '',
  item_id text NOT NULL DEFAULT '',
  requested_name text NOT NULL DEFAULT '',
  item_digest text NOT NULL DEFAULT '',
  method text NOT NULL DEFAULT '',
  outcome text NOT NULL,
  reason text NOT NULL DEFAULT '',
  detail text NOT NULL DEFAULT '',
  request_bytes bigint NOT NULL DEFAULT 0,
  response_bytes bigint NOT NULL DEFAULT 0,
  decisions jsonb NOT NULL DEFAULT '[]',
  coverage jsonb,
  credential jsonb,
  incident_id text NOT NULL DEFAULT '',
  route text NOT NULL DEFAULT '',
  protocol_version text NOT NULL DEFAULT '',
  config_version text NOT NULL DEFAULT '',
  remote_address text NOT NULL DEFAULT '',
  action text NOT NULL DEFAULT 'allow',
  would_be_action text NOT NULL DEFAULT 'allow',
  PRIMARY KEY (id, started_at)
) PARTITION BY RANGE (started_at);
CREATE INDEX invocations_project ON invocations (project_id, started_at DESC, id DESC);
CREATE INDEX invocations_application ON invocations (application_id, started_at DESC);
CREATE INDEX invocations_server ON invocations (server_id, started_at DESC);
CREATE INDEX invocations_incident ON invocations (incident_id) WHERE incident_id <> '';
-- Takes what no day partition covers, such as records of a node whose clock is wrong: nothing is lost.
CREATE TABLE invocations_other PARTITION OF invocations DEFAULT;

-- Definitions seen in a list that differ from what was approved.
CREATE TABLE drifts (
  id uuid PRIMARY KEY,
  node_id text NOT NULL,
  observed_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  server_id text NOT NULL,
  item_id text NOT NULL DEFAULT '',
  type text NOT NULL,
  name text NOT NULL,
  digest text NOT NULL,
  definition text NOT NULL,
  -- Set once whatever acts on drift has seen it.
  handled_at timestamptz
);
CREATE INDEX drifts_server ON drifts (server_id, observed_at DESC);
CREATE INDEX drifts_open ON drifts (observed_at) WHERE handled_at IS NULL;

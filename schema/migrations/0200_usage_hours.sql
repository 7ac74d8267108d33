-- What invocations add up to, an hour at a time: written in the transaction that stores the invocations, so the two
-- never disagree. `bucket` is the latency on a scale of half powers of two (see control-plane/graph/percentiles.ts).
CREATE TABLE usage_hours (
  hour timestamptz NOT NULL,
  project_id text NOT NULL,
  application_id text NOT NULL,
  key_id text NOT NULL,
  agent_name text NOT NULL,
  user_subject text NOT NULL,
  registry_id text NOT NULL,
  server_id text NOT NULL,
  item_id text NOT NULL,
  outcome text NOT NULL,
  bucket smallint NOT NULL,
  calls bigint NOT NULL,
  bytes bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (application_id, hour, item_id, outcome, bucket, key_id, agent_name, user_subject, server_id, registry_id, project_id)
);
CREATE INDEX usage_hours_item ON usage_hours (item_id, hour);
CREATE INDEX usage_hours_key ON usage_hours (key_id, hour);
CREATE INDEX usage_hours_project ON usage_hours (project_id, hour);

-- The latency scale. Microseconds; 0 to 63.
CREATE FUNCTION latency_bucket(us bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT LEAST(63, FLOOR(2 * LN(GREATEST(us, 1)) / LN(2::float8)))::smallint $$;

INSERT INTO usage_hours
SELECT date_trunc('hour', started_at, 'UTC'), project_id, application_id, key_id, agent_name, user_subject, registry_id, server_id, item_id, outcome,
       latency_bucket(latency_us), count(*), sum(request_bytes + response_bytes), min(started_at), max(started_at)
FROM invocations GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;

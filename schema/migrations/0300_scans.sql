-- Scans of servers: a queue, a history, and what was found. Run once across replicas: a worker claims a row by a lease.
CREATE TABLE scans (
  id text PRIMARY KEY,
  server_id text NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  reason text NOT NULL CHECK (reason IN ('enabled', 'discovered', 'requested', 'scheduled', 'drift', 'checks_changed')),
  requested_by text NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed')),
  requested_at timestamptz NOT NULL DEFAULT now(),
  run_after timestamptz NOT NULL DEFAULT now(),
  lease_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  started_at timestamptz,
  finished_at timestamptz,
  -- Definitions done and to do, while it runs.
  progress integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  verdict text CHECK (verdict IN ('clean', 'findings', 'incomplete')),
  grade text,
  risk integer,
  risk_explanation text,
  checks_version text,
  coverage jsonb,
  error text
);
CREATE INDEX scans_server ON scans (server_id, requested_at DESC, id DESC);
CREATE INDEX scans_queue ON scans (run_after) WHERE state IN ('queued', 'running');
-- At most one waits for a server at a time.
CREATE UNIQUE INDEX scans_waiting ON scans (server_id) WHERE state = 'queued';

CREATE TABLE scan_findings (
  id text PRIMARY KEY,
  scan_id text NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
  server_id text NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  item_id text REFERENCES items (id) ON DELETE CASCADE,
  subject text NOT NULL,
  check_id text NOT NULL,
  title text NOT NULL,
  class text NOT NULL,
  severity text NOT NULL,
  confidence real NOT NULL,
  path text NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  note text NOT NULL,
  decoded text,
  remediation text NOT NULL,
  "references" text[] NOT NULL,
  fingerprint text NOT NULL
);
CREATE INDEX scan_findings_scan ON scan_findings (scan_id);
CREATE INDEX scan_findings_item ON scan_findings (item_id);

-- A finding somebody accepted. Bound to check, place and text, so that a changed definition raises it anew.
CREATE TABLE waivers (
  id text PRIMARY KEY,
  server_id text NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  item_id text REFERENCES items (id) ON DELETE CASCADE,
  check_id text NOT NULL,
  fingerprint text NOT NULL,
  reason text NOT NULL,
  author text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX waivers_server ON waivers (server_id);

-- How a registry is watched. A registry without a row has the defaults.
CREATE TABLE scan_settings (
  registry_id text PRIMARY KEY REFERENCES registries (id) ON DELETE CASCADE,
  rescan_interval_s integer NOT NULL DEFAULT 3600,
  allow_harmless_changes boolean NOT NULL DEFAULT false,
  -- Attack findings of this severity and above stand in the way of enabling an item until they are waived. Empty: none do.
  forbid_enabling_from text NOT NULL DEFAULT 'critical',
  -- A new attack finding of this severity and above quarantines an enabled item. Empty: none does.
  quarantine_from text NOT NULL DEFAULT 'critical',
  revision integer NOT NULL DEFAULT 1
);

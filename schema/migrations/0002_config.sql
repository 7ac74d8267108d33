-- The counter every change to the config raises, one row.
CREATE TABLE config_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO config_version (version) VALUES (0);

-- Which resources each version touched: what a replica must read again, and what a delta holds.
CREATE TABLE config_changes (
  version bigint NOT NULL,
  kind text NOT NULL,
  id text NOT NULL,
  PRIMARY KEY (version, kind, id)
);

-- Keys the whole fleet shares, sealed with the master key. Purpose: sealing, cache.
CREATE TABLE fleet_keys (
  id text PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('sealing', 'cache')),
  sealed text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Data-plane nodes as last seen by any control plane.
CREATE TABLE nodes (
  id text PRIMARY KEY,
  name text NOT NULL,
  software text NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  -- The control plane that holds its stream, and which stream; a later stream replaces an earlier one.
  replica_id text NOT NULL DEFAULT '',
  stream_id text NOT NULL DEFAULT '',
  connected boolean NOT NULL DEFAULT false,
  applied_version bigint,
  applied_digest text NOT NULL DEFAULT '',
  rejected_version bigint,
  rejected_problems jsonb NOT NULL DEFAULT '[]',
  in_flight integer NOT NULL DEFAULT 0,
  spooled_records bigint NOT NULL DEFAULT 0,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_contact_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX nodes_last_contact ON nodes (last_contact_at);

-- What a node proves itself with where there are no client certificates.
CREATE TABLE join_tokens (
  id text PRIMARY KEY,
  name text NOT NULL,
  hash text NOT NULL UNIQUE,
  start text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

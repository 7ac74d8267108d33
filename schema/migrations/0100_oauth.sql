-- OAuth: providers and users' tokens, issuers, and what the built-in authorization server remembers.

CREATE TABLE oauth_providers (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  issuer text NOT NULL,
  metadata jsonb NOT NULL,
  metadata_at timestamptz NOT NULL DEFAULT now(),
  registration text NOT NULL CHECK (registration IN ('manual', 'metadata_document', 'dynamic')),
  client_id text NOT NULL,
  client_secret_sealed text,
  auth_method text NOT NULL CHECK (auth_method IN ('client_secret_basic', 'client_secret_post', 'none')),
  grant_type text NOT NULL CHECK (grant_type IN ('authorization_code', 'token_exchange')),
  scopes text[] NOT NULL,
  sends_resource boolean NOT NULL DEFAULT true,
  authorization_parameters jsonb NOT NULL DEFAULT '{}',
  audience text,
  subject_token_type text,
  requested_token_type text,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT oauth_providers_name UNIQUE (project_id, name)
);

ALTER TABLE servers ADD CONSTRAINT servers_provider FOREIGN KEY (provider_id) REFERENCES oauth_providers (id);
CREATE INDEX servers_provider ON servers (provider_id);

CREATE TABLE user_tokens (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  provider_id text NOT NULL REFERENCES oauth_providers (id) ON DELETE CASCADE,
  user_subject text NOT NULL,
  resource_uri text NOT NULL,
  source text NOT NULL CHECK (source IN ('connected', 'put', 'exchanged')),
  source_hash text NOT NULL DEFAULT '',
  sealed text NOT NULL,
  scopes text[] NOT NULL,
  expires_at timestamptz,
  account_id text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'refused', 'revoked')),
  version integer NOT NULL DEFAULT 1,
  fence bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  refreshed_at timestamptz,
  CONSTRAINT user_tokens_identity UNIQUE (project_id, provider_id, user_subject, resource_uri, source_hash)
);
CREATE INDEX user_tokens_provider ON user_tokens (provider_id);

CREATE TABLE server_tokens (
  id text PRIMARY KEY,
  sealed text NOT NULL,
  expires_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  fence bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Fences rise over all locks, so that a lock's row can go without its numbers coming again.
CREATE SEQUENCE token_fences;
CREATE TABLE token_locks (
  key text PRIMARY KEY,
  holder text NOT NULL,
  fence bigint NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE issuers (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  issuer text NOT NULL,
  jwks_uri text NOT NULL,
  audiences text[] NOT NULL,
  algorithms text[] NOT NULL,
  claim_mapping jsonb NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT issuers_issuer UNIQUE (project_id, issuer)
);

CREATE TABLE revocations (
  id text PRIMARY KEY,
  project_id text REFERENCES projects (id) ON DELETE CASCADE,
  type text NOT NULL CHECK (type IN ('upstream', 'grant', 'client', 'subject')),
  target text NOT NULL,
  version integer NOT NULL DEFAULT 0,
  user_subject text,
  provider_id text,
  revoked_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX revocations_expiry ON revocations (expires_at);

CREATE TABLE oauth_connections (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  provider_id text NOT NULL REFERENCES oauth_providers (id) ON DELETE CASCADE,
  user_subject text NOT NULL,
  resource_uri text NOT NULL,
  server_name text NOT NULL,
  state_hash text UNIQUE,
  browser_hash text,
  verifier_sealed text,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'started', 'connected', 'failed')),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX oauth_connections_expiry ON oauth_connections (expires_at);

CREATE TABLE oauth_artifacts (
  model text NOT NULL,
  id_hash text NOT NULL,
  sealed text NOT NULL,
  grant_id text,
  uid_hash text,
  consumed_at timestamptz,
  expires_at timestamptz,
  PRIMARY KEY (model, id_hash)
);
CREATE INDEX oauth_artifacts_grant ON oauth_artifacts (grant_id);
CREATE INDEX oauth_artifacts_uid ON oauth_artifacts (model, uid_hash);
CREATE INDEX oauth_artifacts_expiry ON oauth_artifacts (expires_at);

CREATE TABLE oauth_signing_keys (
  kid text PRIMARY KEY,
  sealed text NOT NULL,
  public_jwk jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE oauth_client_rules (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  client_id text NOT NULL,
  application_id text NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  subjects text[] NOT NULL,
  read_only boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT oauth_client_rules_client UNIQUE (project_id, client_id)
);

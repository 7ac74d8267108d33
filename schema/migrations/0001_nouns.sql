-- Tenants. Everything below belongs to one.
CREATE TABLE projects (
  id text PRIMARY KEY,
  name text NOT NULL UNIQUE,
  allowed_private_targets text[] NOT NULL DEFAULT '{}',
  -- The policy new registries get; always set once the transaction that makes the project is over.
  default_policy_id text,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Guardrail policies. rules: JSON of `Policy` (data-plane/guardrails/policy.ts) without its id.
CREATE TABLE policies (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  description text,
  rules jsonb NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (project_id, name)
);
ALTER TABLE projects ADD CONSTRAINT projects_default_policy
  FOREIGN KEY (default_policy_id) REFERENCES policies (id) DEFERRABLE INITIALLY DEFERRED;

-- Trust boundaries. Names are the path /mcp/{registry}, so they are unique in the installation.
CREATE TABLE registries (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL UNIQUE,
  enabled boolean NOT NULL DEFAULT true,
  credential_mode text NOT NULL DEFAULT 'internal' CHECK (credential_mode IN ('internal', 'oauth_passthrough', 'token_broker')),
  policy_id text NOT NULL REFERENCES policies (id),
  -- Null: never.
  refuse_after_silence_s integer CHECK (refuse_after_silence_s > 0),
  record_payloads boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX registries_project ON registries (project_id, id);
CREATE INDEX registries_policy ON registries (policy_id);

-- Shared secrets of servers. sealed: the vault's text under the context `credential:<id>`.
CREATE TABLE credentials (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL DEFAULT 'static_headers' CHECK (type IN ('static_headers', 'client_credentials')),
  version integer NOT NULL DEFAULT 1,
  header_names text[] NOT NULL DEFAULT '{}',
  sealed text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  rotated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (project_id, name)
);

-- Upstream MCP servers.
CREATE TABLE servers (
  id text PRIMARY KEY,
  registry_id text NOT NULL REFERENCES registries (id) ON DELETE CASCADE,
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  transport text NOT NULL DEFAULT 'streamable_http' CHECK (transport IN ('streamable_http', 'sse', 'stdio')),
  url text,
  command text[] NOT NULL DEFAULT '{}',
  -- Names only; the values are in environment_sealed, the vault's text under the context `server-environment:<id>`.
  environment_names text[] NOT NULL DEFAULT '{}',
  environment_sealed text,
  -- Null: as the registry says.
  credential_mode text CHECK (credential_mode IN ('internal', 'oauth_passthrough', 'token_broker')),
  credential_id text REFERENCES credentials (id),
  provider_id text,
  resource_uri text,
  era text CHECK (era IN ('legacy', 'modern')),
  protocol_version text,
  software_name text,
  software_version text,
  -- Null: the node's default.
  timeout_ms integer,
  max_response_bytes integer,
  max_concurrent integer,
  requests_per_minute integer,
  instructions text,
  authorization_servers text[] NOT NULL DEFAULT '{}',
  scopes text[] NOT NULL DEFAULT '{}',
  discovered_at timestamptz,
  discovery_error text,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (registry_id, name)
);
CREATE INDEX servers_credential ON servers (credential_id) WHERE credential_id IS NOT NULL;

-- What servers offer. Definitions are JSON text as the server gave them (jsonb would reorder and drop duplicate keys).
CREATE TABLE items (
  id text PRIMARY KEY,
  server_id text NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
  type text NOT NULL CHECK (type IN ('tool', 'prompt', 'resource', 'resource_template')),
  name text NOT NULL,
  state text NOT NULL DEFAULT 'discovered' CHECK (state IN ('discovered', 'enabled', 'disabled', 'quarantined')),
  quarantine_reason text,
  title text,
  description text,
  definition text NOT NULL,
  digest text NOT NULL,
  approved_definition text,
  approved_digest text,
  approved_by text,
  approved_at timestamptz,
  -- As the approved definition's annotations say; read_only_override wins where it is not null.
  read_only boolean NOT NULL DEFAULT false,
  read_only_override boolean,
  present boolean NOT NULL DEFAULT true,
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (server_id, type, name),
  CHECK (state = 'discovered' OR (approved_digest IS NOT NULL AND approved_definition IS NOT NULL))
);

-- What calls.
CREATE TABLE applications (
  id text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name text NOT NULL,
  type text NOT NULL DEFAULT 'agent' CHECK (type IN ('agent', 'ide', 'service', 'other')),
  owner text,
  enabled boolean NOT NULL DEFAULT true,
  requests_per_minute integer,
  max_concurrent integer,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (project_id, name)
);

-- Keys of applications: the hash only.
CREATE TABLE application_keys (
  id text PRIMARY KEY,
  application_id text NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  name text NOT NULL,
  prefix text NOT NULL,
  hash text NOT NULL UNIQUE,
  may_speak_for_users boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX application_keys_application ON application_keys (application_id, id);

-- Who may use what. Null narrowing: all. An empty array would read as "all" on a node, so there is none.
CREATE TABLE grants (
  id text PRIMARY KEY,
  application_id text NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  registry_id text NOT NULL REFERENCES registries (id) ON DELETE CASCADE,
  server_ids text[] CHECK (server_ids <> '{}'),
  item_ids text[] CHECK (item_ids <> '{}'),
  read_only boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX grants_application ON grants (application_id, id);
CREATE INDEX grants_registry ON grants (registry_id, id);

-- Tokens for GraphQL: the hash only.
CREATE TABLE admin_tokens (
  id text PRIMARY KEY,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin', 'auditor')),
  -- Null: all projects.
  project_id text REFERENCES projects (id) ON DELETE CASCADE,
  prefix text NOT NULL,
  hash text NOT NULL UNIQUE,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

-- Administrative changes. Rows are written in the transaction of the change and never changed; no foreign keys, so that they outlive what they name.
CREATE TABLE audit_entries (
  id text PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor_id text,
  actor_name text NOT NULL,
  role text NOT NULL,
  action text NOT NULL,
  kind text NOT NULL,
  object_id text NOT NULL,
  object_name text,
  project_id text,
  before jsonb,
  after jsonb,
  request_id text NOT NULL,
  config_version text NOT NULL
);
CREATE INDEX audit_entries_project ON audit_entries (project_id, id);
CREATE INDEX audit_entries_object ON audit_entries (object_id, id);
CREATE INDEX audit_entries_at ON audit_entries (at);

-- Keys by their public id. Only a message authentication code of the secret is kept; its pepper is not in this database.
CREATE TABLE api_key (
  public_id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('agency', 'officer', 'reader', 'grafana', 'admin')),
  agency text,
  member text,
  mac bytea NOT NULL,
  created_at timestamptz(3) NOT NULL,
  created_by text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  revoked_by text,
  CHECK ((kind IN ('agency', 'officer')) = (agency IS NOT NULL)),
  CHECK (member IS NULL OR kind IN ('reader', 'grafana'))
)

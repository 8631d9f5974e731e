-- Each distinct state a workload was ever described in, once. `providers` and `jurisdictions` are what it names, so that a
-- change of the registry finds the workloads it touches without reading bodies.
CREATE TABLE content (
  content_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agency text NOT NULL,
  workload text NOT NULL,
  digest bytea NOT NULL,
  body text NOT NULL,
  providers text[] NOT NULL,
  jurisdictions text[] NOT NULL,
  UNIQUE (agency, workload, digest)
)

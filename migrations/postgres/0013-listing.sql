-- Where inventories changed: from this push on, in the order of the ledger, the agency's complete inventories list the workload
-- in this version (null: no longer at all); an incomplete push has a row for each workload that it lists, valid for itself alone.
-- It follows from push.content_ids, which repeat what did not change: a workload's history is read here without reading those.
CREATE TABLE listing (
  agency text NOT NULL,
  workload text NOT NULL,
  sequence bigint NOT NULL,
  is_complete boolean NOT NULL,
  content_id bigint,
  PRIMARY KEY (agency, workload, sequence)
)

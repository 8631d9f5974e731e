-- The versions that hold on a date start from the agency's newest complete push not after it.
CREATE INDEX push_agency_date ON push (agency, reference_date, sequence)

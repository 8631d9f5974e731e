-- A change of the registry asks which workloads name a party. Only of those that are critical and operate facts depend on the
-- registry, and they are fewer: bodies are canonical JSON, so that both are found as text.
CREATE INDEX content_parties ON content USING gin (providers, jurisdictions)
WHERE body LIKE '%"criticality":"critical"%' AND body LIKE '%"stage":"production"%'

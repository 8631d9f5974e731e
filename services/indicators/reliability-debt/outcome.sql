-- The kind of debt that a critical workload operating on the day owes for its evaluation; '' for none.
multiIf(
  NOT (is_critical AND is_operating) OR evaluated = 2, '',
  evaluated = 1, 'unverified',
  was_evaluated, 'audit',
  'testing'
)

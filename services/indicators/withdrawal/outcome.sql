-- The class of a critical workload operating on the day, under the scenario's `providers`, `jurisdictions` and `notice_minutes`.
-- `withdrawn` are the scenario's names as `exposed_to` has them; a fallback is one place of the four `fallback_` lists.
multiIf(
  NOT hasAny(exposed_to, withdrawn),
    if(is_exposure_unknown OR (is_exposure_jurisdiction_unknown AND notEmpty(jurisdictions)), 'unknown', 'unaffected'),
  is_fallbacks_unreported, 'unknown',
  arrayExists((viable, tested) -> viable AND tested BETWEEN 0 AND notice_minutes,
    fallback_viable, fallback_tested_minutes), 'continues_tested',
  arrayExists((viable, tested, declared) -> viable AND tested < 0 AND declared BETWEEN 0 AND notice_minutes,
    fallback_viable, fallback_tested_minutes, fallback_declared_minutes), 'continues_untested',
  arrayExists((viable, tested, declared) -> viable AND (tested >= 0 OR declared >= 0),
    fallback_viable, fallback_tested_minutes, fallback_declared_minutes), 'interrupted',
  arrayExists(viable -> viable, fallback_viable) OR arrayExists(doubtful -> doubtful, fallback_doubtful), 'unknown',
  'dark'
)

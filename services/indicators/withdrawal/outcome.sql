-- The class of a critical workload operating on the day, under a scenario with `notice_minutes`. `is_hit`: it stands on what is
-- withdrawn. A fallback is one place of the `fallback_` lists, -1 minutes are not known; the best of them decides, and none is dark.
CAST(
  multiIf(
    NOT is_hit, if(is_exposure_unknown OR (is_exposure_jurisdiction_unknown AND lists_jurisdictions), 1, 5),
    is_fallbacks_unreported, 1,
    arrayMax((withdrawn, doubtful, tested, declared) -> multiIf(
        withdrawn, 0,
        doubtful, 1,
        tested BETWEEN 0 AND notice_minutes, 4,
        tested < 0 AND declared BETWEEN 0 AND notice_minutes, 3,
        tested >= 0 OR declared >= 0, 2,
        1),
      fallback_withdrawn, fallback_doubtful, fallback_tested_minutes, fallback_declared_minutes)),
  'Enum8(''dark'' = 0, ''unknown'' = 1, ''interrupted'' = 2, ''continues_untested'' = 3, ''continues_tested'' = 4, ''unaffected'' = 5)'
)

import type { Fault } from "../fault.ts";

const folder = "services/indicators";
const withdrawal = `${folder}/withdrawal/outcome.sql`;
const deploySpeed = `${folder}/deploy-speed/outcome.sql`;
const debt = `${folder}/reliability-debt/outcome.sql`;

/** How rows are judged and figures made of counts: methodology section 5, each indicator at least once. */
export const indicatorFaults: readonly Fault[] = [
  {
    file: `${folder}/eval-gap/outcome.sql`,
    text: "2 - evaluated",
    replacement: "if(evaluated = 2, 0, 2)",
    wrong: "EVAL_GAP takes unknown for no",
  },
  {
    file: `${folder}/fallback-gap/outcome.sql`,
    text: "if(is_critical AND is_operating,",
    replacement: "if(is_operating,",
    wrong: "FALLBACK_GAP is over all that operates",
  },
  {
    file: `${folder}/unprotected/outcome.sql`,
    text: "least(",
    replacement: "greatest(",
    wrong: "UNPROTECTED asks for either instead of both",
  },
  {
    file: `${folder}/any-gap/outcome.sql`,
    text: "greatest(",
    replacement: "least(",
    wrong: "ANY_GAP asks for both instead of either",
  },
  {
    file: `${folder}/alternative-gap/outcome.sql`,
    text: "2 - alternative",
    replacement: "if(alternative = 0, 2, 0)",
    wrong: "ALTERNATIVE_GAP takes unknown for yes",
  },
  {
    file: `${folder}/tenancy/outcome.sql`,
    text: " AND has_open_weight_model",
    replacement: "",
    wrong: "TENANCY is over workloads without an open model too",
  },
  {
    file: `${folder}/paper-fallback/outcome.sql`,
    text: "fallback = 2",
    replacement: "fallback >= 1",
    wrong: "PAPER_FALLBACK is over fallbacks of unknown jurisdiction too",
  },
  {
    file: `${folder}/criticality-unassessed/outcome.sql`,
    text: "if(is_operating, if(is_not_assessed, 2, 0), NULL)",
    replacement: "if(is_not_assessed, 2, 0)",
    wrong: "CRITICALITY_UNASSESSED is over what does not operate too",
  },
  {
    file: `${folder}/coverage/outcome.sql`,
    text: "if(is_registered, if(has_reported, 2, 0), NULL)",
    replacement: "if(has_reported, 2, 0)",
    wrong: "COVERAGE is over agencies not registered too",
  },
  {
    file: deploySpeed,
    text: "if(event_on <= day, if(",
    replacement: "if(event_on < day, if(",
    wrong: "DEPLOY_SPEED sees an event on the day after it",
  },
  {
    file: deploySpeed,
    text: "if(event_on < since, 3, 1)",
    replacement: "if(event_on <= since, 3, 1)",
    wrong: "DEPLOY_SPEED takes 0 days for inconsistent",
  },
  {
    file: deploySpeed,
    text: "least(day, ended_on)",
    replacement: "day",
    wrong: "DEPLOY_SPEED lets a retired workload wait on",
  },
  {
    file: `${folder}/deploy-speed/deploy-speed-of.ts`,
    text: "atRisk -= leaving;",
    replacement: "atRisk -= events;",
    wrong: "censored workloads stay at risk for ever",
  },
  {
    file: `${folder}/deploy-speed/deploy-speed-of.ts`,
    text: "4n * surviving <= quarter * outOf",
    replacement: "4n * surviving < quarter * outOf",
    wrong: "a quantile is passed, not reached",
  },
  {
    file: debt,
    text: "evaluated = 1, 'unverified',",
    replacement: "",
    wrong: "RELIABILITY_DEBT takes unknown for no",
  },
  {
    file: debt,
    text: "was_evaluated, 'audit',",
    replacement: "",
    wrong: "RELIABILITY_DEBT knows no audit debt",
  },
  {
    file: `${folder}/reliability-debt/reliability-debt-of.ts`,
    text: "day * items - since",
    replacement: "(day + 1) * items - since",
    wrong: "debt is a day older than it is",
  },
  {
    file: `${folder}/reliability-debt/reliability-debt-of.ts`,
    text: "sums.testing.items + sums.audit.items",
    replacement: "sums.testing.items",
    wrong: "clearing leaves audit debt out",
  },
  {
    file: withdrawal,
    text: "tested BETWEEN 0 AND notice_minutes",
    replacement: "tested >= 0 AND tested < notice_minutes",
    wrong: "WITHDRAWAL: a tested time equal to the notice is too long",
  },
  {
    file: withdrawal,
    text: "tested < 0 AND declared",
    replacement: "declared",
    wrong: "WITHDRAWAL: a declared time counts where a drill has shown a longer one",
  },
  {
    file: withdrawal,
    text: "is_fallbacks_unreported, 1,",
    replacement: "is_fallbacks_unreported, 0,",
    wrong: "WITHDRAWAL: fallbacks not reported are none",
  },
  {
    file: withdrawal,
    text: "doubtful, 1,",
    replacement: "doubtful, 0,",
    wrong: "WITHDRAWAL: a doubtful fallback is none",
  },
  {
    file: withdrawal,
    text: "(is_exposure_jurisdiction_unknown AND lists_jurisdictions)",
    replacement: "is_exposure_jurisdiction_unknown",
    wrong: "WITHDRAWAL: an unknown jurisdiction matters where none is listed",
  },
  {
    file: `${folder}/concentration/concentration-of.ts`,
    text: 'jurisdictionOf(provider) ?? ""',
    replacement: "jurisdictionOf(provider) ?? provider",
    wrong: "providers of unknown jurisdiction are spread over as many",
  },
  {
    file: `${folder}/share.ts`,
    text: "if (n === 0) return { lower: null, upper: null, value: null, n };",
    replacement: "if (n === 0) return { lower: 0, upper: 0, value: 0, n };",
    wrong: "a share of nothing is zero",
  },
  {
    file: `${folder}/share.ts`,
    text: "ratio(yes + unknown, n)",
    replacement: "ratio(yes, n)",
    wrong: "unknown is left out of the upper end",
  },
];

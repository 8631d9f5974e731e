import { html } from "hono/html";
import { ProblemError } from "#http/problem.ts";
import { ruleExamples } from "#records/rule-examples.ts";
import { type RuleCode, rules } from "#schema/rules.ts";
import { markedText } from "../parts/marked-text.ts";
import type { Page } from "../parts/page.ts";
import { proseText } from "../parts/prose-text.ts";
import type { Portal } from "../portal-deps.ts";
import { frenchRules } from "../texts/french-rules.ts";
import type { Visit } from "../visits/visit.ts";
import { readingRulePage } from "./reading-rule-page.ts";

const isRule = (code: string): code is RuleCode => Object.hasOwn(rules, code);

/** What a collector of somebody else's noticed is neither, and has no page. */
export const hasRulePage = ({ readingRules }: Portal, code: string): boolean =>
  isRule(code) || Object.hasOwn(readingRules, code);

/** What a rule asks for, what follows, wrong and right, and what to do; open to everybody. What is longer is in English. */
export function rulePage(portal: Portal, visit: Visit, code: string): Page {
  const { words, language } = visit;
  if (!isRule(code)) {
    const reading = hasRulePage(portal, code) ? portal.readingRules[code] : undefined;
    if (!reading) throw new ProblemError("not-found");
    return readingRulePage(visit, code, reading);
  }
  const { reference } = words;
  const { severity } = rules[code];
  const { meaning, wrong, right, fix } = ruleExamples[code];
  const { sentence, remedy } = language === "fr" ? frenchRules[code] : rules[code];
  return {
    title: code,
    body: html`<p class="kicker">${reference.rule}</p>
      <h1><code>${code}</code></h1>
      <p class="lead">${markedText(sentence)}</p>
      <p lang="en">${proseText(meaning)}</p>
      <h2>${reference.wrong}</h2>
      <pre tabindex="0" lang="en"><code>${wrong}</code></pre>
      <h2>${reference.right}</h2>
      <pre tabindex="0" lang="en"><code>${right}</code></pre>
      <h2>${reference.remedy}</h2>
      <p>${markedText(remedy)}</p>
      <p lang="en"><code>check --fix</code>: ${proseText(fix)}</p>
      <p class="note">${severity === "error" ? reference.rule_error : reference.rule_warning}</p>
      ${language === "en" ? "" : html`<p class="note">${reference.language}</p>`}`,
  };
}

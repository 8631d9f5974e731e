import type { ApiDocument } from "#http/api/api-document.ts";
import { operationsOf, resolved } from "./operations-of.ts";

/** What the official schema leaves open and we do not. Gives one sentence for each breach. */
export function breachesOf(document: ApiDocument): string[] {
  return [...operationBreaches(document), ...referenceBreaches(document)];
}

function operationBreaches(document: ApiDocument): string[] {
  const breaches: string[] = [];
  const seen = new Set<string>();
  const shapes = new Set<string>();
  const tags = new Set(document.tags.map(({ name }) => name));
  for (const { method, path, operation } of operationsOf(document)) {
    const { operationId, summary, description, tags: own, security, parameters = [], responses } = operation;
    const demand = (isSo: boolean, what: string): void =>
      void (isSo || breaches.push(`${method} ${path}: expected that it ${what}`));
    demand(
      /^[a-z][A-Za-z]+$/.test(operationId) && !seen.has(operationId),
      "has an operationId of its own in camelCase",
    );
    seen.add(operationId);
    const shape = `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`;
    demand(!shapes.has(shape), "cannot be told from another path");
    shapes.add(shape);
    demand(/^[A-Z].{5,79}[^.]$/.test(summary), "has a summary of one line without a full stop");
    demand(/^[A-Z].*\.$/s.test(description), "has a description in sentences");
    demand(own.length === 1 && own.every((tag) => tags.has(tag)), "has one tag, which is described");

    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = parameters.filter((each) => each.in === "path").map(({ name }) => name);
    demand(JSON.stringify(names) === JSON.stringify(inPath), "describes just the parameters of its path");
    for (const { name, description: words, required, example } of parameters) {
      demand(words !== undefined && words.length > 5, `says what ${name} is`);
      demand(!required || example !== undefined, `shows an example of ${name}`);
    }

    const statuses = Object.keys(responses);
    demand(
      statuses.some((status) => status.startsWith("2")),
      "says how it succeeds",
    );
    demand(statuses.includes("default"), "says what other problems look like");
    const takesKey = security.some((each) => "key" in each);
    demand(
      takesKey === statuses.includes("401") && takesKey === statuses.includes("403"),
      "has 401 and 403 with keys only",
    );
    for (const [status, given] of Object.entries(responses)) {
      const response = resolved(document, given);
      if (status < "400" || path.startsWith("/data/") || path === "/readyz") continue;
      const { "application/problem+json": problem, ...others } = response.content ?? {};
      demand(Object.keys(problem?.examples ?? {}).length > 0, `shows the problems of ${status}`);
      demand(Object.keys(others).length === 0, `has nothing but problems for ${status}`);
    }
  }
  return breaches;
}

function referenceBreaches(document: ApiDocument): string[] {
  const used = new Set(
    [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, address]) => address ?? ""),
  );
  const breaches = [...used].flatMap((address) => {
    try {
      resolved(document, { $ref: address });
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
  const { schemas, headers, responses, examples } = document.components;
  for (const [kind, members] of Object.entries({ schemas, headers, responses }))
    for (const name of Object.keys(members))
      if (!used.has(`#/components/${kind}/${name}`)) breaches.push(`nothing refers to #/components/${kind}/${name}`);
  for (const code of Object.keys(examples))
    if (!used.has(`#/components/examples/${code}`)) breaches.push(`no operation is answered with ${code}`);
  return breaches;
}

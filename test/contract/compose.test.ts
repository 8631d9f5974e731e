import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { settings } from "#services/settings.ts";

const infra = resolve(import.meta.dirname, "../../infra");

/**
 * The part of the compose specification that the file uses. No container engine runs here, so this is what stands between a slip and
 * whoever starts it first.
 */
const duration = z.string().regex(/^\d+(?:ms|s|m)$/);
const Environment = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string());
const Service = z.strictObject({
  profiles: z.array(z.enum(["embedded", "full"])).length(1),
  image: z.string().regex(/^[a-z-]+(?:\/[a-z-]+)?:\d[\w.-]*$/), // a version, and no registry's host
  build: z.strictObject({ context: z.literal(".."), dockerfile: z.literal("infra/Dockerfile") }).optional(),
  init: z.boolean().optional(),
  restart: z.literal("unless-stopped"),
  stop_grace_period: duration.optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string().startsWith("/")).optional(),
  cap_drop: z.array(z.literal("ALL")).optional(),
  security_opt: z.array(z.literal("no-new-privileges:true")).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  environment: Environment,
  volumes: z.array(z.string().regex(/^[.\w/-]+:\/[\w/-]+(?::ro)?$/)),
  networks: z.array(z.enum(["edge", "inside"])).min(1),
  ulimits: z.strictObject({ nofile: z.strictObject({ soft: z.int(), hard: z.int() }) }).optional(),
  healthcheck: z
    .strictObject({ test: z.array(z.string()).min(2), interval: duration, timeout: duration, retries: z.int() })
    .optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal("service_healthy") })).optional(),
});
const Compose = z.strictObject({
  name: z.literal("sparewheel"),
  services: z.record(z.string(), Service),
  networks: z.strictObject({ edge: z.strictObject({}), inside: z.strictObject({ internal: z.literal(true) }) }),
  volumes: z.record(z.string(), z.strictObject({})),
});

const text = readFileSync(join(infra, "compose.yaml"), "utf8");
// Extensions are merged into services and mean nothing by themselves.
const compose = Compose.parse(
  Object.fromEntries(Object.entries(parse(text, { merge: true }) as object).filter(([name]) => !name.startsWith("x-"))),
);
const services = Object.entries(compose.services);
const dockerfile = readFileSync(join(infra, "Dockerfile"), "utf8");

test("both profiles have the service and a Grafana, and the full one has both stores", () => {
  const inProfile = (profile: "embedded" | "full"): string[] =>
    services.filter(([, { profiles }]) => profiles.includes(profile)).map(([name]) => name);
  expect(inProfile("embedded")).toEqual(["sparewheel-embedded", "grafana-embedded"]);
  expect(inProfile("full").toSorted()).toEqual(["clickhouse", "grafana", "postgres", "sparewheel"]);
});

test("whatever is waited for is of the same profile and says when it is healthy", () => {
  for (const [name, { depends_on = {}, profiles }] of services)
    for (const other of Object.keys(depends_on)) {
      const { build, healthcheck, profiles: others } = compose.services[other] ?? {};
      expect(others, `${name} waits for ${other}`).toEqual(profiles);
      // The service's own check is in its image.
      expect(healthcheck !== undefined || (build !== undefined && dockerfile.includes("HEALTHCHECK"))).toBe(true);
    }
});

test("volumes are declared, or files that are there", () => {
  for (const [, { volumes }] of services)
    for (const [source = ""] of volumes.map((volume) => volume.split(":")))
      expect(source.startsWith("./") ? existsSync(join(infra, source)) : source in compose.volumes, `${source}`).toBe(
        true,
      );
});

/** Settings of a listener that comes with the metrics. */
const comingSettings = ["METRICS_HOST"];

test("the service is told nothing that it does not read", () => {
  for (const [, { build, environment }] of services.filter(([, service]) => service.build))
    for (const name of Object.keys(environment))
      expect([...Object.keys(settings), ...comingSettings], `${build?.dockerfile} ${name}`).toContain(name);
});

test("Grafana is told everything that its provisioning takes from the environment", () => {
  const source = readFileSync(join(infra, "grafana/provisioning/datasources/sparewheel.yaml"), "utf8");
  const wanted = [...source.matchAll(/\$(SPAREWHEEL_\w+)/g)].map(([, name]) => name);
  expect(wanted.length).toBe(5);
  for (const [name, { environment }] of services.filter(([, { image }]) => image.startsWith("grafana/")))
    for (const variable of wanted) expect(Object.keys(environment), `${name}`).toContain(variable);
});

test("every password is asked for in env.example, and none is written here", () => {
  const asked = [...readFileSync(join(infra, "env.example"), "utf8").matchAll(/^(\w+)=$/gm)].map(([, name]) => name);
  const used = [...text.matchAll(/\$\{(\w+):[-?][^}]*\}/g)].map(([, name]) => name);
  expect(new Set(asked)).toEqual(new Set(used));
  for (const [, { environment }] of services)
    for (const [name, value] of Object.entries(environment))
      if (/PASSWORD|KEY/.test(name)) expect(value, `${name}`).toMatch(/^\$\{/);
});

test("the image runs as nobody special, on files that are there", () => {
  expect(dockerfile).toMatch(/^USER node$/m);
  for (const [, paths = ""] of dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm))
    for (const path of paths.split(" ")) expect(existsSync(join(infra, "..", path)), `${path}`).toBe(true);
  const sent = readFileSync(join(infra, "Dockerfile.dockerignore"), "utf8");
  for (const [, paths = ""] of dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm))
    for (const path of paths.split(" "))
      expect(sent).toMatch(new RegExp(`^!${path.replaceAll(".", String.raw`\.`)}$`, "m"));
});

import { setTimeout as delay } from "node:timers/promises";
import type { ClickHouse } from "#db/clickhouse.ts";
import { readWhenWritten } from "#db/read-when-written.ts";
import type { RegistryState } from "#derivation/registry-state.ts";
import { ProblemError } from "#http/problem.ts";
import { type KnownRegistry, knownRegistry } from "./known-registry.ts";
import { createRecent } from "./recent.ts";
import { openVintages, readStep, readWatermark, type Vintage, type Watermark } from "./vintage.ts";

/** From where a question is answered: what is known, and the registry as known then. */
export interface Standpoint {
  vintage: Vintage;
  registry: RegistryState;
  /** Another number once rows were taken away: what was read before is not known any more. */
  step: number;
}

/** The one door to figures: fixes what is known before anything is read, and remembers what was answered. */
export interface Reading {
  readonly clickhouse: ClickHouse;
  /**
   * Works under one vintage: the asked instant, or all that is projected. Rows are only ever added but for a rebuild or a
   * repair, which take them away; what was read meanwhile is read again. Throws `store-unavailable` when that goes on for
   * seconds.
   */
  under<T>(known_at: string | undefined, work: (standpoint: Standpoint) => Promise<T>): Promise<T>;
  /** The same for an answer that is kept: the same question of the same vintage is answered once. */
  remembered<T>(
    known_at: string | undefined,
    question: unknown,
    work: (standpoint: Standpoint) => Promise<T>,
  ): Promise<T>;
}

const attempts = 20;
const pauseMs = 100;
const keptRegistries = 16;
const keptAnswers = 300;

export function openReading(clickhouse: ClickHouse): Reading {
  const watermarkNow = readWhenWritten(clickhouse, () => readWatermark(clickhouse));
  const vintageOf = openVintages(clickhouse);
  const stepNow = readWhenWritten(clickhouse, () => readStep(clickhouse));
  const registries = createRecent<RegistryState>(keptRegistries);
  const answers = createRecent<unknown>(keptAnswers);
  /** The newest registry that was read. */
  let newest: (KnownRegistry & { step: number }) | undefined;

  async function standpointOf(watermark: Watermark, known_at: string | undefined): Promise<Standpoint> {
    const vintage = await vintageOf(watermark, known_at);
    const { registry_sequence } = vintage;
    const { step } = watermark;
    const registry = await registries.get(`${step}/${registry_sequence}`, async () => {
      const earlier = newest?.step === step && newest.sequence <= registry_sequence ? newest : undefined;
      const state = await knownRegistry(clickhouse, registry_sequence, earlier);
      if (!newest || newest.step !== step || newest.sequence < registry_sequence)
        newest = { step, sequence: registry_sequence, state };
      return state;
    });
    return { vintage, registry, step };
  }

  /** `work` tells whether its result has to be checked: what was kept had been before. */
  async function steadily<T>(work: (watermark: Watermark) => Promise<{ result: T; isChecked: boolean }>): Promise<T> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const watermark = await watermarkNow();
      if (watermark.step % 2 === 0) {
        const { result, isChecked } = await work(watermark);
        if (isChecked || (await stepNow()) === watermark.step) return result;
      }
      await delay(pauseMs);
    }
    throw new ProblemError("store-unavailable", { detail: "The figures are being rebuilt." });
  }

  return {
    clickhouse,
    under: (known_at, work) =>
      steadily(async (watermark) => ({
        result: await work(await standpointOf(watermark, known_at)),
        isChecked: false,
      })),
    remembered: (known_at, question, work) =>
      steadily(async (watermark) => {
        const key = `${watermark.step}/${vintageKey(watermark, known_at)}/${JSON.stringify(question)}`;
        const answer = answers.get(key, async () => {
          const result = await work(await standpointOf(watermark, known_at));
          // Kept only when nothing was taken away meanwhile: a kept answer is not checked again.
          if ((await stepNow()) !== watermark.step) throw new Disturbed();
          return result;
        });
        try {
          return { result: (await answer) as never, isChecked: true };
        } catch (error) {
          if (error instanceof Disturbed) return { result: undefined as never, isChecked: false };
          throw error;
        }
      }),
  };
}

/** What is known at an instant before the watermark stays so, however far that moves. */
function vintageKey(watermark: Watermark, known_at: string | undefined): string {
  const isPast = known_at !== undefined && Date.parse(known_at) < Date.parse(watermark.known_at ?? "");
  return isPast ? new Date(known_at).toISOString() : String(watermark.sequence);
}

/** Rows were taken away while a question was answered. */
class Disturbed extends Error {}

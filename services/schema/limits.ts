import { z } from "zod";

/** What a server takes and how long it waits; each is a setting (docs/configuration.md), and `GET /v1/limits` prints them. */
export const Limits = z
  .strictObject({
    body_bytes: z.int().describe("On the wire, whatever the coding"),
    uncompressed_bytes: z.int(),
    ratio: z.int().describe("Uncompressed bytes for each byte on the wire"),
    workloads: z.int().describe("In one push"),
    record_bytes: z.int().describe("One workload, as JSON text"),
    puts_per_minute: z.int().describe("PUTs of pushes, for each agency"),
    concurrent_pushes: z.int().describe("Pushes being received at once, for each agency"),
    bytes_in_flight: z.int().describe("Bodies of pushes being received at once, for the whole process"),
    headers_timeout_ms: z.int(),
    request_timeout_ms: z.int(),
    least_bytes_per_second: z.int(),
    shrink_guard_share: z
      .number()
      .describe("A complete push with this share fewer workloads than the one before needs a confirmation. 0 to 1"),
    free_disk_bytes_min: z
      .int()
      .describe("Below it nothing is accepted, so that what was acknowledged can still be projected"),
    validation_workers: z.int().describe("Threads that validate records"),
  })
  .meta({ id: "Limits" });
export type Limits = z.infer<typeof Limits>;

const mebibyte = 1024 ** 2;

export const defaultLimits: Limits = {
  body_bytes: 64 * mebibyte,
  uncompressed_bytes: 256 * mebibyte,
  ratio: 200,
  workloads: 200_000,
  record_bytes: mebibyte,
  puts_per_minute: 60,
  concurrent_pushes: 2,
  bytes_in_flight: 64 * mebibyte,
  headers_timeout_ms: 10_000,
  request_timeout_ms: 120_000,
  least_bytes_per_second: 1_000,
  shrink_guard_share: 0.2,
  free_disk_bytes_min: 256 * mebibyte,
  validation_workers: 2,
};

import { z } from "zod";

/** What a server takes and how long it waits; each is a setting (docs/configuration.md), and `GET /v1/limits` prints them. */
export const Limits = z
  .strictObject({
    /** On the wire, whatever the coding. */
    body_bytes: z.int(),
    uncompressed_bytes: z.int(),
    /** Uncompressed bytes for each byte on the wire. */
    ratio: z.int(),
    /** In one push. */
    workloads: z.int(),
    /** One workload, as JSON text. */
    record_bytes: z.int(),
    /** PUTs of pushes, for each agency. */
    puts_per_minute: z.int(),
    /** Pushes being received at once, for each agency. */
    concurrent_pushes: z.int(),
    /** Bodies of pushes being received at once, for the whole process. */
    bytes_in_flight: z.int(),
    headers_timeout_ms: z.int(),
    request_timeout_ms: z.int(),
    least_bytes_per_second: z.int(),
    /** A complete push with this share fewer workloads than the one before needs a confirmation. 0 to 1. */
    shrink_guard_share: z.number(),
    /** Below it nothing is accepted, so that what was acknowledged can still be projected. */
    free_disk_bytes_min: z.int(),
    /** Threads that validate records. */
    validation_workers: z.int(),
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

import { statfs } from "node:fs/promises";
import { ProblemError } from "#http/problem.ts";

/** A full disk is emptied by a person, not within seconds. */
const retryAfterSeconds = 60;

/** Throws `storage-full` while less is free than is needed to project what would be acknowledged. */
export async function checkDisk(directory: string, freeBytesMin: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize >= freeBytesMin) return;
  throw new ProblemError("storage-full", { headers: { "retry-after": String(retryAfterSeconds) } });
}

import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { size } from "../size.ts";
import type { DoctorOptions } from "./check.ts";
import { type Finding, note, right, wrong } from "./finding.ts";

/** Below this a log, a vacuum or a backup fills the disk before anybody looks. */
const LOW_BYTES = 500 * 2 ** 20;

/** As much as the server tries to write before it believes that there is room again. */
const TRIED_BYTES = 300_000;

/** Whether there is room for what people write, and whether it can be written. */
export async function checkDisk({ config }: DoctorOptions): Promise<Finding[]> {
  const { dataDir, kvUrl, databaseUrl } = config;
  if (kvUrl && (databaseUrl || kvUrl === ":memory:")) return [];
  const place = nearestExisting(resolve(dataDir));
  const refusal = await tryToWrite(place);
  if (refusal) return [refusal];
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  return free < LOW_BYTES
    ? [note(`The disk of ${dataDir} has ${size(free)} left`, "Make room before it is full.")]
    : [right(`The disk of ${dataDir} takes writes, and has ${size(free)} left`)];
}

/** The directory may not be there yet: then it is made where the nearest one above it is. */
function nearestExisting(path: string): string {
  try {
    Deno.statSync(path);
    return path;
  } catch {
    return nearestExisting(dirname(path));
  }
}

async function tryToWrite(place: string): Promise<Finding | undefined> {
  const path = `${place}/.doctor-${crypto.randomUUID()}`;
  try {
    await Deno.writeFile(path, new Uint8Array(TRIED_BYTES), { createNew: true, mode: 0o600 });
  } catch (error) {
    return error instanceof Deno.errors.PermissionDenied
      ? wrong(`Nothing can be written to ${place} by this user`, "Mend its owner or its mode.")
      : wrong(
        `Nothing can be written to ${place}: the disk is full or read-only`,
        "Make room, see docs/operations.md, A full disk. Until then people can only read.",
      );
  } finally {
    await Deno.remove(path).catch(() => {});
  }
}

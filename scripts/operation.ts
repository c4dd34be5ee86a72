import { resolve } from "node:path";
import { type Config, ConfigError, readConfig } from "../lib/config.ts";
import { RefusedError } from "../lib/operations/mod.ts";

/**
 * Runs what a task does, with the configuration of the server. What is refused is said in one line,
 * and the task fails.
 */
export async function operate(work: (config: Config) => void | Promise<void>): Promise<void> {
  // A backup holds all that there is: nobody else may read what this process writes.
  if (Deno.build.os !== "windows") Deno.umask(0o077);
  try {
    const config = readConfig(Deno.env.toObject());
    refuseOthers(config);
    await work(config);
  } catch (error) {
    if (!(error instanceof RefusedError || error instanceof ConfigError)) throw error;
    console.error(error.message);
    Deno.exit(1);
  }
}

/** The server could not open what somebody else leaves beside its files, be it only a log. */
function refuseOthers({ dataDir }: Config): void {
  const { uid } = statOf(dataDir) ?? { uid: null };
  if (uid === null || uid === Deno.uid()) return;
  throw new RefusedError(`${dataDir} belongs to another user: do this as the user of the server`);
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A path as it was typed: `deno task` changes the directory. */
export function fromWhereTyped(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") ?? Deno.cwd(), path);
}

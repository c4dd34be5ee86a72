import type { Config } from "../config.ts";
import type { Log } from "../log.ts";

/**
 * Returns where the journals are: a path, a URL, or `undefined` for the platform's own KV. Makes the
 * directory if one is needed; all files in it are for this user only.
 */
export function journalsPlace({ kvUrl, dataDir }: Config): string | undefined {
  if (kvUrl) return kvUrl;
  if (isOnDenoDeploy()) return undefined;
  if (Deno.build.os !== "windows") Deno.umask(0o077);
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return `${dataDir}/journal.kv`;
}

/** Returns the directory of the search index; `undefined`, so in memory, if there can be none. */
export function searchDirectory(
  { kvUrl, dataDir, databaseUrl }: Config,
  log: Log,
): string | undefined {
  if (databaseUrl || kvUrl === ":memory:" || isOnDenoDeploy()) return undefined;
  const directory = `${dataDir}/search`;
  try {
    Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
    return directory;
  } catch (error) {
    log.error("search_index_in_memory", error);
    return undefined;
  }
}

function isOnDenoDeploy(): boolean {
  return Deno.env.has("DENO_DEPLOYMENT_ID");
}

import { openStore, type Store } from "./store.ts";

/** The platform has no KV for us, or none that outlives this instance. */
export class PlatformKvError extends Error {
  override name = "PlatformKvError";

  constructor(reason: string, options?: ErrorOptions) {
    super(
      "Deno KV is missing: assign a Deno KV database to this app with " +
        `deno deploy database assign, and deploy again (${reason})`,
      options,
    );
  }
}

/**
 * Opens the database that Deno Deploy has assigned to the app. Where none is, `Deno.openKv()` may
 * take a file of this instance instead, with which every journal would be gone within minutes.
 *
 * @throws {PlatformKvError} with a sentence that says what to do
 */
export async function openPlatformStore(): Promise<Store> {
  let store: Store;
  try {
    store = await openStore();
  } catch (error) {
    throw new PlatformKvError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  if (!isNamed() && isFileOpen()) {
    store.close();
    throw new PlatformKvError("it would be a file on a disk that does not last");
  }
  return store;
}

function isNamed(): boolean {
  return /^https?:/.test(Deno.env.get("DENO_KV_DEFAULT_PATH") ?? "");
}

/** Deno does not say what it has opened, but Linux does. */
function isFileOpen(): boolean {
  if (Deno.build.os !== "linux") return false;
  return [...Deno.readDirSync("/proc/self/fd")].some(({ name }) => {
    try {
      return Deno.readLinkSync(`/proc/self/fd/${name}`).endsWith("/kv.sqlite3");
    } catch {
      // It was closed while we looked.
      return false;
    }
  });
}

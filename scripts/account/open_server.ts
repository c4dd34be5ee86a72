import type { Config } from "../../lib/config.ts";
import type { AuthorizationServer } from "../../lib/identity/mod.ts";
import { openStore } from "../../lib/kv/store.ts";
import { jsonLog } from "../../lib/log.ts";
import { RefusedError } from "../../lib/operations/mod.ts";
import { openAuthorization } from "../../lib/services/authorization.ts";

/** The embedded authorization server on the database of the configuration, until it is disposed of. */
export async function openServer(
  config: Config,
): Promise<AsyncDisposable & { server: AuthorizationServer }> {
  const store = await openStore(existingDatabase(config));
  const authorization = await openAuthorization(config, {
    ...{ store, log: jsonLog, now: Date.now },
    onRevoked: () => {},
  });
  const { server } = authorization;
  const close = async () => {
    await authorization.close();
    store.close();
  };
  if (server) return { server, [Symbol.asyncDispose]: close };
  await close();
  throw new RefusedError(
    "With AUTH_ISSUER there are no accounts here: look after them where people sign in",
  );
}

/** A mistyped directory must not become a new, empty database. */
export function existingDatabase({ kvUrl, dataDir }: Config): string {
  if (kvUrl) return kvUrl;
  const path = `${dataDir}/journal.kv`;
  try {
    Deno.statSync(path);
    return path;
  } catch {
    throw new RefusedError(`There is no journal at ${path}`);
  }
}

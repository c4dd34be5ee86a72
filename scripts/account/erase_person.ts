import { openActivity } from "../../lib/activity/mod.ts";
import { userIdOf } from "../../lib/auth/mod.ts";
import { openAuthorization } from "../../lib/services/authorization.ts";
import { dataStoresOf } from "../../lib/services/data_stores.ts";
import type { Config } from "../../lib/config.ts";
import { openErasure, settlingTime } from "../../lib/erasure/mod.ts";
import { openChangeReader, openJournal } from "../../lib/journal/mod.ts";
import { openStore } from "../../lib/kv/store.ts";
import { jsonLog, type Log } from "../../lib/log.ts";
import { openSearch } from "../../lib/search/mod.ts";
import { existingDatabase } from "./open_server.ts";
import { uploadDirectory } from "../../lib/services/places.ts";
import { eraserOf, openExports } from "../../lib/transfer/mod.ts";

/** Who is to be deleted. */
export interface ErasedPerson {
  subject?: string;
  email?: string;
  /** Whether nobody is asked. */
  yes?: boolean;
}

/** Deletes everything of a person, named by `subject` or `email`; asks first, unless `yes` is given. */
export async function erasePerson(config: Config, values: ErasedPerson): Promise<void> {
  const now = Date.now;
  let hasFailed = false;
  const log: Log = {
    ...jsonLog,
    error(event, cause) {
      hasFailed = true;
      jsonLog.error(event, cause);
    },
  };
  const store = await openStore(existingDatabase(config));
  const authorization = await openAuthorization(config, { store, log, now, onRevoked: () => {} });
  const { server, realm } = authorization;
  const search = openSearch({
    store,
    databaseUrl: config.databaseUrl,
    directory: `${config.dataDir}/search`,
  });
  const activity = openActivity(store, { log });
  const transfers = eraserOf({ store, directory: uploadDirectory(config) });
  const exports = openExports(store, now);

  const subject = values.subject ?? await server?.subjectOf(values.email ?? "");
  if (subject === undefined) {
    fail("Nobody is found: expected --subject, or --email of an account here");
  }
  const userId = userIdOf(realm, subject);
  const email = (await server?.profile(subject))?.email;
  const { entryCount } = await openJournal(store, { userId, includePrivate: true }).stats();
  const { activity: [anything] } = await activity.forUser({ userId, clientId: "" }).list();
  const { head } = await openChangeReader(store, userId).state();
  if (email === undefined && head === "" && !anything) {
    fail(`Nothing is kept of the subject ${subject}`);
  }
  const question = `Delete everything of ${email ?? subject}, ${entryCount} entries, for ever?`;
  if (!values.yes && !confirm(question)) fail("Nothing was deleted: expected a yes, or --yes");

  const erasure = openErasure({
    store,
    dataStores: dataStoresOf({ store, authorization, activity, search, transfers, exports }),
    onBegun: () => {},
    settleMs: settlingTime(config),
    log,
    now,
  });
  await erasure.begin({ userId, subject, email });
  await erasure.work();
  await erasure.close();
  await Promise.all([search.close(), activity.close(), authorization.close()]);
  store.close();
  jsonLog.flush();
  if (hasFailed) {
    fail("Not everything is deleted yet: the server goes on with it, or this task again");
  }
  console.log(
    `Deleted. The server looks again in ${
      Math.ceil(settlingTime(config) / 60_000)
    } minutes, or when ` +
      "it starts next, and then forgets that there was anybody.",
  );
  if (!config.kvUrl) {
    console.log("What was deleted can be read from the disk until the next vacuum.");
  }
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}

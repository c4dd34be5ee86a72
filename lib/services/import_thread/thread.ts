import "../../platform/temporal.ts";
import { parentPort, workerData } from "node:worker_threads";
import { openJournal } from "../../journal/mod.ts";
import { openFileAgain } from "../../kv/store.ts";
import { jsonLog } from "../../log.ts";
import { giveWay } from "../../platform/give_way.ts";
// Not from mod.ts: the thread needs no more of it.
import { openJobParts } from "../../transfer/job_parts.ts";
import { serveJobs } from "../../transfer/thread/serve_jobs.ts";
import type { ImportPlaces } from "./places.ts";
import { openBlobs } from "../places.ts";

/*
 * The thread of imports: it has its own handle on the journals, as another process would. One is enough
 * where nothing is read beside commits.
 */

const { journals, uploads, config } = workerData as ImportPlaces;

serveJobs(parentPort!, async ({ onWrite }) => {
  const store = await openFileAgain(journals);
  // Not before: the thread of KV holds a lock for which others wait.
  giveWay();
  const bytes = await openBlobs(config, store);
  const blobs = bytes && { blobs: bytes, maxBytes: config.attachmentsMaxBytes };
  const now = Date.now;
  const onFault = jsonLog.error;
  return openJobParts({
    ...{ store, now, directory: uploads, maxBytes: config.importMaxMb * 1024 * 1024 },
    journalOf: (userId) =>
      openJournal(store, { userId, includePrivate: true, timeZone: config.timeZone }, {
        ...{ now, onWrite, onFault, blobs },
      }),
  });
});

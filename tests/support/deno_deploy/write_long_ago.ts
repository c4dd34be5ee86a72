/*
 * Writes to a journal as if it were 40 days ago: `create` prints the id of a new entry, `trash` puts
 * one in the trash. A program, so that it runs on the Deno of the instances: what a newer one writes
 * to KV, an older one cannot always read.
 */
import "../../../lib/platform/temporal.ts";
import { openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { DAY_MS } from "../../../lib/time.ts";

const [url, userId, what, id] = Deno.args;
const store = await openStore(url);
const now = () => Date.now() - 40 * DAY_MS;
const journal = openJournal(store, { userId, includePrivate: true }, { now });
if (what === "create") {
  console.log((await journal.createEntry({ title: "Old", content: "To be removed" })).id);
} else {
  await journal.trashEntry(id);
}
store.close();

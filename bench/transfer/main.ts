import { parseArgs } from "node:util";
import { openChromium } from "./chromium_person.ts";
import { newPerson } from "./person.ts";
import { measureImportAlone, measurePlainEntries } from "./plain_entries.ts";
import { measureWholeZip } from "./whole_zip.ts";

/*
 * `deno task bench:transfer [--quick] [--only plain|zip] [--chromium]` imports at the account page of
 * a server in a process of its own: 20,000 entries without pictures, alone and while somebody else
 * uses it; and an export of Day One with 6,000 entries and 3,000 photos, 600 MB, which is killed in the
 * middle, goes on, is taken along, given to another account, and undone. With `--chromium` people use the pages in Chromium.
 */
const { values: { quick, only, chromium } } = parseArgs({
  options: { quick: { type: "boolean" }, only: { type: "string" }, chromium: { type: "boolean" } },
});
const size = quick
  ? { plain: 1_000, entries: 200, photos: 50, photoBytes: 20_000 }
  : { plain: 20_000, entries: 6_000, photos: 3_000, photoBytes: 200_000 };

const directory = await Deno.makeTempDir({ prefix: "epicme-transfer-" });
try {
  if (only !== "zip") {
    await measureImportAlone(directory, size.plain);
    await measurePlainEntries(directory, size.plain);
  }
  if (only !== "plain") {
    await using people = chromium ? await openChromium() : undefined;
    await measureWholeZip(directory, size, { newPerson: people?.newPerson ?? newPerson });
  }
} finally {
  await Deno.remove(directory, { recursive: true });
}

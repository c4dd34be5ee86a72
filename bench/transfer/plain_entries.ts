import assert from "node:assert/strict";
import { startProcess } from "../../tests/support/programs/server_process.ts";
import { writeDayOneZip } from "./day_one_zip.ts";
import { megabytes, timed, watchMemory } from "./measure.ts";
import { accountOf } from "../../tests/support/people/person.ts";
import { newPerson, resultOf } from "./person.ts";
import { measureWait, otherAt, tellWait } from "./wait_of_others.ts";

/**
 * So long somebody is watched alone, and while another one searches: fewer than some hundred requests
 * say nothing of the slowest hundredth.
 */
const WATCHED_MS = 10_000;

const WARM_UP_MS = 3_000;

/** So long 20,000 entries are erased. */
const ERASURE_MS = 8_000;

/** On two cores that nobody else uses. */
const LIMITS = { seconds: 10, megabytes: 250 };

/** Imports entries of 600 characters without pictures, while nobody else is there, and prints the time. */
export async function measureImportAlone(directory: string, entries: number): Promise<void> {
  const zip = `${directory}/plain.zip`;
  await writeDayOneZip(zip, { entries, photos: 0, photoBytes: 0 });
  await using server = await startProcess();
  const ada = await newPerson({ url: server.url, name: "ada", target: `${directory}/unused.zip` });
  await ada.give(zip);
  const look = await ada.settled();
  const [seconds] = await timed(
    `${entries} entries are imported, with nobody else there`,
    async () => {
      await ada.press(look, "/account/import/begin");
      assert.match(resultOf(await ada.settled()), new RegExp(`${entries} new`));
    },
  );
  const rate = (entries / seconds).toFixed(0);
  console.log(`  ${rate} a second (${LIMITS.seconds} s at most for 20,000)`);
}

/**
 * Imports entries of 600 characters without pictures, searches them and has them erased, while somebody
 * else reads and writes. Prints the time, the processor time, the most memory and how much longer the
 * other one waits.
 */
export async function measurePlainEntries(directory: string, entries: number): Promise<void> {
  const zip = `${directory}/plain.zip`;
  await writeDayOneZip(zip, { entries, photos: 0, photoBytes: 0 });
  await using server = await startProcess({ environment: { RATE_LIMIT_PER_MINUTE: "1000000" } });
  const memory = watchMemory(() => server.pid);
  const target = `${directory}/unused.zip`;
  const ada = await newPerson({ url: server.url, name: "ada", target });
  const { browser } = await newPerson({ url: server.url, name: "eve", target });
  const other = await otherAt(server.resource, browser);
  // The first requests of a process, and the first ones of each kind, take longer.
  await measureWait(other, (isOver) => setTimeout(isOver, WARM_UP_MS));
  const alone = await measureWait(other, (isOver) => setTimeout(isOver, WATCHED_MS));
  await timed(`${entries} entries without pictures are uploaded`, () => ada.give(zip));
  const [, look] = await timed("they are looked at", () => ada.settled());
  const before = await processorSeconds(server.pid);
  let seconds = 0;
  const importing = await measureWait(other, async (isOver) => {
    [seconds] = await timed("they are imported", async () => {
      await ada.press(look, "/account/import/begin");
      await ada.settled();
    });
    isOver();
  });
  const spent = await processorSeconds(server.pid) - before;
  assert.match(resultOf(await ada.look()), new RegExp(`${entries} new`));
  console.log(`  ${(entries / seconds).toFixed(0)} a second`);
  console.log(`  ${spent.toFixed(1)} s of processor time, without the search index`);
  tellWait("they are imported", importing, alone);
  const search = () => ada.browser.go("/journal?q=sea");
  const indexing = await measureWait(other, async (isOver) => {
    await timed("the search index has them", async () => {
      // A search waits for ten seconds, and does without the index then.
      while ((await search()).html.includes("The index is not available")) await later();
    });
    isOver();
  });
  tellWait("they are indexed", indexing, alone);
  const searching = await measureWait(other, async (isOver) => {
    for (const end = performance.now() + WATCHED_MS; performance.now() < end;) await search();
    isOver();
  });
  tellWait("they are searched", searching, alone);
  const erasing = await measureWait(other, async (isOver) => {
    const page = await ada.browser.go("/account/delete");
    await ada.browser.submit(
      { ...page, html: page.html.replace('name="understood"', 'name="understood" checked') },
      { having: "understood", fill: { password: accountOf("ada").password } },
    );
    setTimeout(isOver, ERASURE_MS * Math.min(1, entries / 20_000));
  });
  tellWait("they are erased", erasing, alone);
  memory.stop();
  const held = megabytes(memory.largest());
  console.log(`the server held ${held} MB at most (${LIMITS.megabytes} at most)`);
}

function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

/** What a process has spent, by /proc of Linux; not a number elsewhere. */
async function processorSeconds(pid: number): Promise<number> {
  try {
    const fields = (await Deno.readTextFile(`/proc/${pid}/stat`)).split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return NaN;
  }
}

import assert from "node:assert/strict";
import { startProcess } from "../../tests/support/programs/server_process.ts";
import { writeDayOneZip } from "./day_one_zip.ts";
import { megabytes, timed, watchMemory } from "./measure.ts";
import { newPerson, resultOf } from "./person.ts";
import { measureWait } from "./wait_of_others.ts";

/** So long somebody is watched before anything is imported, after the first requests of a process. */
const ALONE_MS = 3_000;

/** On two cores that nobody else uses. */
const LIMITS = { seconds: 10, megabytes: 300, ratio: 1.5 };

/**
 * Imports entries of 600 characters without pictures, while somebody else reads and writes. Prints
 * the time, the processor time, the most memory and how much longer the other one waits.
 */
export async function measurePlainEntries(directory: string, entries: number): Promise<void> {
  const zip = `${directory}/plain.zip`;
  await writeDayOneZip(zip, { entries, photos: 0, photoBytes: 0 });
  await using server = await startProcess({ environment: { RATE_LIMIT_PER_MINUTE: "1000000" } });
  const memory = watchMemory(() => server.pid);
  const target = `${directory}/unused.zip`;
  const ada = await newPerson({ url: server.url, name: "ada", target });
  const eve = await newPerson({ url: server.url, name: "eve", target });
  const alone = await measureWait(eve, (isOver) => setTimeout(isOver, ALONE_MS));
  await timed(`${entries} entries without pictures are uploaded`, () => ada.give(zip));
  const [, look] = await timed("they are looked at", () => ada.settled());
  const before = await processorSeconds(server.pid);
  let seconds = 0;
  const during = await measureWait(eve, async (isOver) => {
    [seconds] = await timed("they are imported", async () => {
      await ada.press(look, "/account/import/begin");
      await ada.settled();
    });
    isOver();
  });
  const spent = await processorSeconds(server.pid) - before;
  memory.stop();
  assert.match(resultOf(await ada.look()), new RegExp(`${entries} new`));
  console.log(
    `  ${(entries / seconds).toFixed(0)} a second (${LIMITS.seconds} s at most for 20,000)`,
  );
  console.log(`  ${spent.toFixed(1)} s of processor time, with the search index`);
  const held = megabytes(memory.largest());
  console.log(`  the server held ${held} MB at most (${LIMITS.megabytes} at most)`);
  console.log(
    `  somebody else waits ${during.toFixed(1)} ms (p99), ${
      alone.toFixed(1)
    } without the import: ` +
      `${(during / alone).toFixed(2)} (${LIMITS.ratio} at most)`,
  );
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

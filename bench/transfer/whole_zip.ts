import { type ServerProcess, startProcess } from "../../tests/support/programs/server_process.ts";
import { type ExportSize, writeDayOneZip } from "./day_one_zip.ts";
import { megabytes, timed, watchMemory } from "./measure.ts";
import { type NewPerson, type Person, resultOf } from "./person.ts";

/** Imports a zip with photos, kills the server in the middle, takes all along, and undoes it. */
export async function measureWholeZip(
  directory: string,
  size: ExportSize,
  { newPerson }: { newPerson: (options: NewPerson) => Promise<Person> },
): Promise<void> {
  const dataDir = `${directory}/data`;
  await Deno.mkdir(dataDir);
  const zip = `${directory}/dayone.zip`;
  const target = `${directory}/taken.zip`;
  await timed("the export is generated", () => writeDayOneZip(zip, size));
  await tellSize(zip);
  let server = await start(dataDir);
  const memory = watchMemory(() => server.pid);
  try {
    const ada = await newPerson({ url: server.url, name: "ada", target });
    await timed("it is uploaded", () => ada.give(zip));
    const [, look] = await timed("it is looked at", () => ada.settled());
    await timed("it is imported, with a kill in the middle", async () => {
      await ada.press(look, "/account/import/begin");
      await ada.settled((done) => done > size.entries / 2);
      await server.kill();
      server = await start(dataDir, server.url);
      await ada.settled();
    });
    const { entries, photos } = size;
    console.log(`  ${entries} entries, ${photos} photos: ${resultOf(await ada.look())}`);
    await timed("it is taken along", async () => {
      await ada.takeAlong();
    });
    await tellSize(target);
    const eve = await newPerson({ url: server.url, name: "eve", target });
    await timed("another account gets it", async () => {
      await eve.give(target);
      await eve.press(await eve.settled(), "/account/import/begin");
      await eve.settled();
    });
    console.log(`  ${resultOf(await eve.look())}`);
    const [, undone] = await timed("the first import is undone", async () => {
      await ada.press(await ada.look(), "/account/import/undo");
      return await ada.settled();
    });
    console.log(`  ${resultOf(undone)}`);
    console.log(`the server held ${megabytes(memory.largest())} MB at most`);
  } finally {
    memory.stop();
    await server.stop();
  }
}

async function start(dataDir: string, url?: string): Promise<ServerProcess> {
  const port = url === undefined ? undefined : Number(new URL(url).port);
  const environment = { ATTACHMENTS_MAX_MB: "4096", RATE_LIMIT_PER_MINUTE: "1000000" };
  return await startProcess({ dataDir, port, environment });
}

async function tellSize(path: string): Promise<void> {
  console.log(`  ${megabytes((await Deno.stat(path)).size)} MB`);
}

import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { Browser, type View } from "../../scripts/browser/browser.ts";
import { accountOf } from "../../tests/support/people/person.ts";
import { type ServerProcess, startProcess } from "../../tests/support/programs/server_process.ts";
import { writeDayOneZip } from "./day_one_zip.ts";

/*
 * `deno task bench:transfer [--quick]` gives a generated export of Day One at the account page: 6,000
 * entries with 3,000 photos, 600 MB. The server is killed in the middle and goes on. Then the journal
 * is taken along as a zip, given to another account, and the first import is undone.
 */
const { values: { quick } } = parseArgs({ options: { quick: { type: "boolean" } } });
const size = quick
  ? { entries: 200, photos: 50, photoBytes: 20_000 }
  : { entries: 6_000, photos: 3_000, photoBytes: 200_000 };

const directory = await Deno.makeTempDir({ prefix: "epicme-transfer-" });
const dataDir = `${directory}/data`;
await Deno.mkdir(dataDir);
let server: ServerProcess | undefined;
let largest = 0;
try {
  const zip = `${directory}/dayone.zip`;
  await timed("the export is generated", () => writeDayOneZip(zip, size));
  console.log(`  ${megabytes((await Deno.stat(zip)).size)} MB`);
  server = await start();
  const ada = await newPerson(server, "ada");
  await timed("it is uploaded", () => give(ada, zip, "dayone.zip"));
  const look = await timed("it is looked at", () => settled(ada));
  await timed("it is imported, with a kill in the middle", async () => {
    await press(ada, look, "/account/import/begin");
    await until(ada, (done) => done > size.entries / 2);
    await server!.kill();
    server = await start(server!.url);
    await settled(ada);
  });
  console.log(`  ${size.entries} entries, ${size.photos} photos: ${resultOf(await page(ada))}`);
  const taken = `${directory}/taken.zip`;
  await timed("it is taken along", async () => {
    await press(ada, await ada.go("/account/export"), "/account/export");
  });
  console.log(`  ${megabytes((await Deno.stat(taken)).size)} MB`);
  const eve = await newPerson(server, "eve");
  await timed("another account gets it", async () => {
    await give(eve, taken, "taken.zip");
    await press(eve, await settled(eve), "/account/import/begin");
    await settled(eve);
  });
  console.log(`  ${resultOf(await page(eve))}`);
  const undone = await timed("the first import is undone", async () => {
    await press(ada, await page(ada), "/account/import/undo");
    return await settled(ada);
  });
  console.log(`  ${resultOf(undone)}`);
  console.log(`the server held ${megabytes(largest)} MB at most`);
} finally {
  await server?.stop();
  await Deno.remove(directory, { recursive: true });
}

async function start(url?: string): Promise<ServerProcess> {
  const port = url === undefined ? undefined : Number(new URL(url).port);
  const environment = { ATTACHMENTS_MAX_MB: "4096", RATE_LIMIT_PER_MINUTE: "1000000" };
  return await startProcess({ dataDir, port, environment });
}

async function newPerson({ url }: ServerProcess, name: string): Promise<Browser> {
  const browser = new Browser(url, async (request) => {
    const response = await fetch(request);
    if (response.headers.get("content-type") !== "application/zip") return response;
    await Deno.writeFile(`${directory}/taken.zip`, response.body!);
    return new Response("", response);
  });
  await browser.submit(await browser.go("/account/sign-up"), { fill: accountOf(name) });
  return browser;
}

async function give(browser: Browser, path: string, name: string): Promise<void> {
  const { html, url } = await page(browser);
  const body = new FormData();
  body.append("token", /name="token" value="([^"]+)"/.exec(html)![1]);
  body.append("file", new File([await Deno.readFile(path)], name));
  const headers = { origin: url.origin, "sec-fetch-site": "same-origin" };
  const { response } = await browser.go("/account/import", { method: "POST", body, headers });
  assert.equal(response?.status, 200);
}

function page(browser: Browser): Promise<View> {
  return browser.go("/account/import");
}

/** Looks at the page until nothing goes on by itself any more. */
async function settled(browser: Browser): Promise<View> {
  return await until(browser, () => false);
}

async function until(browser: Browser, isEnough: (done: number) => boolean): Promise<View> {
  for (;;) {
    const view = await page(browser);
    largest = Math.max(largest, await server!.residentBytes());
    const isGoing = view.html.includes('id="progress"');
    if (!isGoing || isEnough(Number(/<progress[^>]* value="(\d+)"/.exec(view.html)?.[1]))) {
      return view;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function press(browser: Browser, view: View, action: string): Promise<void> {
  const form = view.html.split("<form").find((each) => each.includes(`action="${action}"`));
  assert(form, `${action} is not offered: ${resultOf(view)}`);
  const hidden = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
    .map(([, name, value]) => [name, value]);
  await browser.go(action, {
    method: "POST",
    body: new URLSearchParams(hidden),
    headers: { origin: view.url.origin, "sec-fetch-site": "same-origin" },
  });
}

/** What the page says, as text. */
function resultOf({ html }: View): string {
  const main = /<main[^>]*>([\s\S]*?)<\/main>/.exec(html)?.[1] ?? html;
  return main.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim().slice(-300);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(0);
}

import assert from "node:assert/strict";
import { Browser } from "../../scripts/browser/browser.ts";
import { VISITOR_FORMS } from "../../lib/account/elsewhere/handler.tsx";
import { sameOrigin, textOf } from "../support/people/account.ts";
import { journalOf, signIn, startWorld, type World } from "../support/people/elsewhere.ts";
import { dayOneTrip, give, importWhole, tokenOf } from "../support/people/import.ts";
import { heading } from "../support/people/login.ts";
import { send } from "./web_account.ts";

const UPLOADS = "/account/import/upload";

Deno.test("every form wants its token, same origin and a session", async () => {
  await using world = await startWorld();
  const journal = journalOf(world, "kody");
  const { id } = await journal.createEntry({ title: "Kept", content: "." });
  await journal.trashEntry(id);
  const { browser } = await signIn(world, "kody");
  const forms: Record<string, Record<string, string>> = {
    "/account/time-zone": { time_zone: "Asia/Tokyo" },
    "/account/profile/dates": { language: "de-DE", first_weekday: "1" },
    "/account/download": { format: "json" },
    "/account/export": {},
    "/account/export/measure": {},
    "/account/restore": { entry: id },
    "/account/purge": { entry: id },
    "/account/import/begin": {},
    "/account/import/stop": {},
    "/account/import/undo": { id: "x" },
    "/account/import/columns": {},
    "/account/login/confirm": { to: "/account/delete" },
    "/account/sign-out-everywhere": {},
    "/account/delete": { understood: "yes" },
  };
  const stranger = new Browser(world.server.url);
  // The one with a file is tried below.
  assert.deepEqual([...Object.keys(forms), "/account/import"].sort(), [...VISITOR_FORMS].sort());
  for (const [path, form] of Object.entries(forms)) {
    const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const forged = await send(world, browser, path, { form, headers: evil });
    assert.equal(forged.response?.status, 403, path);
    const old = await send(world, browser, path, { form: { ...form, token: "of another page" } });
    assert(
      old.response?.status === 403 || /too old/.test(textOf("status", old) ?? ""),
      `${path}: ${old.html}`,
    );
    assert.equal(heading(await send(world, stranger, path, { form })), "Sign in", path);
    await browser.go(`${path}?${new URLSearchParams(form)}`);
  }
  const given = { browser, server: world.server };
  assert.equal((await give(given, { token: "guessed" })).response?.status, 403);
  const nobody = await give({ ...given, browser: stranger }, { token: "any" });
  assert.equal(heading(nobody), "Sign in");
  assert.equal((await journal.getEntry(id)).trashedAt !== undefined, true);
  assert.equal(await journal.timeZone(), "UTC");
  assert.equal(heading(await browser.go("/account")), "Your account", "nobody was signed out");
});

Deno.test("nobody reaches another person's trash, imports or uploads", async () => {
  await using world = await startWorld();
  const journal = journalOf(world, "lena");
  const { id } = await journal.createEntry({ title: "Of Lena", content: "." });
  await journal.trashEntry(id);
  const lena = await signIn(world, "lena");
  const kody = await signIn(world, "kody");
  const done = await importWhole({ browser: lena.browser, server: world.server });
  const [, job] = /name="id" value="(\w+)"/.exec(done.html)!;
  const seen = await kody.browser.go(`/account/import/result?id=${job}`);
  assert.equal(seen.response?.status, 404);
  const undo = await send(world, kody.browser, "/account/import/undo", { form: { id: job } });
  assert.equal(textOf("alert", undo), "This import cannot be undone any more.");
  for (const path of ["/account/restore", "/account/purge"]) {
    const answer = await send(world, kody.browser, path, { form: { entry: id } });
    assert.equal(textOf("status", answer), "This entry was not in the trash any more.");
  }
  assert.doesNotMatch((await kody.browser.go("/account/trash")).html, /Lena/);
  const begun = await part(world, lena.browser, "POST", UPLOADS, { "upload-length": "100" });
  const to = begun.headers.get("location")!;
  assert.equal((await part(world, kody.browser, "HEAD", to)).status, 404);
  const token = await tokenOf(kody.browser);
  const forged = await part(world, lena.browser, "HEAD", to, { "x-form-token": token });
  assert.equal(forged.status, 403);
  assert.equal((await part(world, lena.browser, "HEAD", to)).headers.get("upload-offset"), "0");
  assert.equal((await part(world, new Browser(world.server.url), "HEAD", to)).status, 403);
});

/** A request of the script that sends a file in parts. */
async function part(
  { server }: World,
  browser: Browser,
  method: string,
  path: string,
  more: Record<string, string> = {},
): Promise<Response> {
  const token = await tokenOf(browser);
  const ours = { ...sameOrigin(server), "tus-resumable": "1.0.0", "x-form-token": token };
  return (await browser.go(path, { method, headers: { ...ours, ...more } })).response!;
}

Deno.test("a file that comes in parts is imported", async () => {
  await using world = await startWorld();
  const { browser } = await signIn(world, "kody");
  const file = new TextEncoder().encode(dayOneTrip());
  const made = await part(world, browser, "POST", UPLOADS, {
    "upload-length": String(file.length),
  });
  assert.equal(made.status, 201);
  const token = await tokenOf(browser);
  const { response } = await browser.go(made.headers.get("location")!, {
    method: "PATCH",
    headers: {
      ...{ ...sameOrigin(world.server), "tus-resumable": "1.0.0", "x-form-token": token },
      ...{ "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    },
    body: file,
  });
  assert.equal(response?.status, 204);
});

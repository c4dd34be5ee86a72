import assert from "node:assert/strict";
import { openJournal } from "../../../lib/journal/mod.ts";
import { Accounts } from "../../../lib/identity/people/accounts.ts";
import { openInvitations } from "../../../lib/identity/people/invitations.ts";
import { openResets } from "../../../lib/identity/people/resets.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { goToProvider } from "../../support/people/login.ts";
import { idJag, redeem, registerEnterpriseClient } from "../../support/oauth/id_jag.ts";
import { startFaultProvider } from "../../support/servers/fault_provider.ts";
import { newPerson } from "../../support/people/account.ts";
import { openIdentity, signedUpBrowser } from "../../support/servers/identity.ts";
import { ERAS, type McpClient } from "../../support/clients/mcp_clients.ts";
import { authorize } from "../../support/oauth/oauth.ts";
import { addPasskey, challengeFor, softPasskey } from "../../support/people/passkey.ts";
import { accountOf, EVERYTHING, person } from "../../support/people/person.ts";
import { mailingTo } from "../../support/mail/smtp.ts";
import { dayOneTrip, give, importWhole, untilSettled } from "../../support/people/import.ts";
import { startServer } from "../../support/servers/server.ts";

const LONG = "All day. ".repeat(10_000);

/** Does a good part of what a server does, and returns every key that there is then. */
export async function driveServer(): Promise<Deno.KvKey[]> {
  return [
    ...await keysOfServer(),
    ...await keysOfProvider(),
    ...await keysOfDocuments(),
    ...await keysOfBusyDay(),
  ];
}

/** What people do at `/account`, with their apps, and with their journals. */
async function keysOfServer(): Promise<Deno.KvKey[]> {
  await using server = await startServer({ environment: mailingTo({ port: 1 }) });
  const { browser, page } = await newPerson(server, "Ada");
  await browser.submit(page, { having: "time_zone", fill: { time_zone: "Asia/Tokyo" } });
  const { subject } = (await new Accounts(server.store, { now: Date.now })
    .findByEmail(accountOf("Ada").email))!;
  await openResets({ store: server.store, now: Date.now }).make(subject, "operator");
  await openInvitations({ store: server.store, now: Date.now }).make({ days: 7 });
  await addPasskey(server, { browser, name: "Ada", passkey: await softPasskey(server) });
  await challengeFor(server, browser, { for: "sign_in" });
  await writeInBrowser(browser);
  const noTime = { uuid: "A", creationDate: "never", text: "Day" };
  const trip = { entries: [...JSON.parse(dayOneTrip()).entries, noTime] };
  await importWhole({ browser, server }, { document: JSON.stringify(trip) });
  await give({ browser, server });
  await untilSettled(browser);
  const token = await person(server, "Kody").token(...EVERYTHING);
  await using client = await ERAS["2026-07-28"](server.resource, token, () => "accept");
  await keepAJournal(client);
  await client.call("list_activity");
  const gone = await person(server, "Eve").token("user:write");
  await using last = await ERAS["2026-07-28"](server.resource, gone, () => "accept");
  await last.call("delete_my_data");
  return await keysIn(server.store);
}

/** Keeps two drafts, and saves one of them. */
async function writeInBrowser(browser: Browser): Promise<void> {
  for (const press of ["save", "draft"]) {
    const fill = { title: "Day", text: "All day." };
    const form = await browser.go("/journal/new");
    const draft = await browser.submit(form, { fill, press: "draft", having: "text" });
    if (press === "save") await browser.submit(draft, { press, having: "text" });
  }
}

async function keepAJournal(client: McpClient): Promise<void> {
  const idOf = async (args: Record<string, unknown>): Promise<string> =>
    (await client.call("create_entry", { title: "Day", content: "All day.", ...args })).structured
      .entry.id;
  const id = await idOf({
    content: LONG,
    mood: "calm",
    isFavorite: true,
    tags: ["home", "sea"],
    createMissingTags: true,
    idempotencyKey: "once",
  });
  await client.call("update_entry", { id, content: LONG + "And all night." });
  await idOf({ isPrivate: true, tags: ["home"] });
  await client.call("delete_entry", { id: await idOf({}) });
  const { key } = (await client.call("request_upload", { name: "sea.txt" })).structured;
  await idOf({ attachments: [`data:text/plain;base64,${btoa("Tide")}`] });
  assert.match(key, /^\w{26}$/);
  const purged = await idOf({});
  await client.call("update_entry", { id: purged, title: "Gone" });
  await client.call("purge_entry", { id: purged });
  const { structured: { tags } } = await client.call("list_tags");
  const sea = tags.find(({ name }: { name: string }) => name === "sea");
  await client.call("delete_tag", { id: sea.id });
  await client.call("search_entries", { query: "day" });
}

/** Somebody who signs in with a provider, one who is asked, one who is still there, and an ID-JAG. */
async function keysOfProvider(): Promise<Deno.KvKey[]> {
  await using provider = await startFaultProvider();
  const environment = { ...provider.environment, ENTERPRISE_SCOPES: "all" };
  await using server = await startServer({ environment });
  await newPerson(server, "Ada");
  const goThere = async (browser: Browser) => {
    const url = await goToProvider(browser, await browser.go("/account"));
    return (await new Browser(provider.issuer).go(url)).url;
  };
  for (const person of ["kody", "ada"]) {
    provider.person = { sub: person, email: `${person}@example.com`, email_verified: true };
    const browser = new Browser(server.url);
    await browser.go(await goThere(browser));
  }
  await goThere(new Browser(server.url));
  const client = await registerEnterpriseClient(server);
  await redeem(server, client, { assertion: await idJag(provider, { server, ...client }) });
  return await keysIn(server.store);
}

/** A client that is known by a document, and a request that nobody has answered. */
async function keysOfDocuments(): Promise<Deno.KvKey[]> {
  const client_id = "https://app.example/client.json";
  const document = {
    client_id,
    client_name: "An app with a document",
    redirect_uris: ["http://localhost/callback"],
  };
  await using identity = await openIdentity({
    clientMetadataDocuments: true,
    cimdFetch: () => Promise.resolve(Response.json(document)),
  });
  const browser = await signedUpBrowser(identity);
  const redirect_uri = "http://localhost:49152/callback";
  await authorize(browser, { client_id, redirect_uri });
  return await keysIn(identity.store);
}

/** So many entries of one day that whoever counts them packs their figures. */
async function keysOfBusyDay(): Promise<Deno.KvKey[]> {
  const store = await openStore(":memory:");
  const journal = openJournal(store, { userId: "ada", includePrivate: false });
  for (let n = 0; n < 60; n++) await journal.createEntry({ title: "Day", content: "All day." });
  await journal.stats();
  const keys = await keysIn(store);
  store.close();
  return keys;
}

async function keysIn(store: Store): Promise<Deno.KvKey[]> {
  const rows = await Array.fromAsync(store.read.list({ prefix: [] }));
  return rows.map(({ key }) => key);
}

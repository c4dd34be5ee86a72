import assert from "node:assert/strict";
import { JOURNAL_PAGES_LIMITS } from "../../../lib/journal_pages/limits.ts";
import { FORMS, PAGES } from "../../../lib/journal_pages/routes.ts";
import { JOURNAL_PATHS } from "../../../lib/pages/journal_paths.ts";
import { Browser, type View } from "../../../scripts/browser/browser.ts";
import { FORGED } from "../../support/forms/forged.ts";
import { addressesOf, type Ids, NOBODYS_IDS } from "../../support/forms/journal_addresses.ts";
import { rowsOf } from "../../support/forms/rows.ts";
import { fieldIn, sendWriting } from "../../support/journal/write_form.ts";
import { sameOrigin } from "../../support/people/account.ts";
import { withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";

/** What a form holds that would change something wherever it is taken. */
function fieldsFor(ids: Ids, token: string | undefined): [string, string][] {
  return [
    ...token === undefined ? [] : [["token", token] as [string, string]],
    ...[["title", "Somebody else's"], ["text", "Somebody else's words"], ["to", "no"]],
    ...[["entry", ids.entry], ["version", "2"], ["key", "01ARZ3NDEKTSV4RRFFQ69G5FAW"]],
    ...[["day", "2026-05-06"], ["do", "save"]],
  ] as [string, string][];
}

/** The ways in which a body can be sent to a form. */
const BODIES = {
  plain: (fields: [string, string][]) => new URLSearchParams(fields),
  withFile(fields: [string, string][]) {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    form.append("new_file", new File(["a file of somebody else"], "else.txt"));
    return form;
  },
};

/** Sends a form with a token, in its body and in the header of scripts. */
function send(
  { browser, address, ids, token, headers, body = BODIES.plain }: {
    browser: Browser;
    address: string;
    ids: Ids;
    token?: string;
    headers: Record<string, string>;
    body?: (fields: [string, string][]) => BodyInit;
  },
): Promise<View> {
  return browser.go(address, {
    method: "POST",
    headers: { ...headers, ...token === undefined ? {} : { "x-form-token": token } },
    body: body(fieldsFor(ids, token)),
  });
}

/** Ada's journal, with something of each kind, and Kody, who has a session too. */
async function withTwo() {
  const now = Date.parse("2026-11-30T12:00:00Z");
  const server = await startServer({ now: () => now });
  const ada = await withJournal(server, "Ada");
  const bytes = new Blob(["a diary that nobody else reads"]);
  const { sha256 } = await ada.journal.addBlob({ stream: bytes.stream(), name: "diary.txt" });
  const { id, attachments } = await ada.journal.createEntry({
    ...{ title: "Nobody else's", content: "hidden words", mood: "veiled", tags: ["covert"] },
    ...{ createMissingTags: true, occurredAt: "2026-05-05T10:00", timeZone: "UTC" },
    attachments: [{ sha256, name: "diary.txt" }],
  });
  await ada.journal.updateEntry(id, { title: "Nobody else's yet" });
  const form = await ada.browser.go(`/journal/entries/${id}/edit`);
  await sendWriting(ada.browser, form, { fill: { text: "hidden words, more" }, press: "draft" });
  const ids: Ids = {
    ...{ entry: id, file: attachments![0].id, digest: sha256, draft: fieldIn(form, "key")! },
  };
  const kody = await withJournal(server, "Kody");
  const tokenOf = async (browser: Browser) => fieldIn(await browser.go("/journal/new"), "token")!;
  const before = await rowsOf(server.store);
  return {
    ...{ server, ids, ada: ada.browser, kody: kody.browser },
    token: await tokenOf(ada.browser),
    kodys: await tokenOf(kody.browser),
    /** Asserts that every row and every file is as it was. */
    async assertUnchanged(what: string): Promise<void> {
      assert.deepEqual(await rowsOf(server.store), before, `${what} has written something`);
      const files = await Array.fromAsync(server.blobs.list(""));
      assert.equal(files.length, 1, `${what} has kept a file`);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** Each address that a form is sent to, in each way that a body can have, meant there or not. */
function* attempts(ids: Ids) {
  for (const [path, { readsBody = false }] of Object.entries(FORMS)) {
    for (const address of addressesOf(path, ids)) {
      for (const [how, body] of Object.entries(BODIES)) {
        const isUnderstood = readsBody || body === BODIES.plain;
        yield { ...{ address, body, ids, isUnderstood }, what: `${address} ${how}` };
      }
    }
  }
}

Deno.test("no form of the journal is taken without a session, with a token or not", async () => {
  await using two = await withTwo();
  const headers = sameOrigin(two.server);
  for (const { what, ...attempt } of attempts(two.ids)) {
    for (const token of [two.token, undefined]) {
      const browser = new Browser(two.server.url);
      const { response, html } = await send({ ...attempt, browser, token, headers });
      assert.equal(response?.status, 403, what);
      assert.doesNotMatch(html, /Nobody else|hidden words|veiled|covert|diary/, what);
    }
    await two.assertUnchanged(what);
  }
});

Deno.test("no form of the journal is taken that another website has sent", async () => {
  await using two = await withTwo();
  for (const { what, ...attempt } of attempts(two.ids)) {
    for (const [where, headers] of Object.entries(FORGED)) {
      const { response } = await send({
        ...{ ...attempt, browser: two.ada, token: two.token, headers },
      });
      assert.equal(response?.status, 403, `${what} ${where}`);
    }
    await two.assertUnchanged(what);
  }
});

Deno.test("each form of the journal wants the token of its session", async () => {
  await using two = await withTwo();
  const headers = sameOrigin(two.server);
  for (const { what, ...attempt } of attempts(two.ids)) {
    for (const token of [undefined, "", two.kodys, `${two.token}x`]) {
      const { response } = await send({ ...attempt, browser: two.ada, token, headers });
      assert.equal(response?.status, 403, `${what} with the token ${token}`);
    }
    await two.assertUnchanged(what);
  }
});

Deno.test("somebody else with a session and its token changes nothing of another's journal", async () => {
  await using two = await withTwo();
  const { server, kody: browser, kodys: token } = two;
  const headers = sameOrigin(server);
  const users = new Set<unknown>();
  const isJournal = ({ key }: Deno.KvEntry<unknown>) => key[0] === "journal";
  for await (const { key, value } of server.store.read.list({ prefix: ["journal"] })) {
    if (/hidden words|Nobody else/.test(Deno.inspect(value))) users.add(key[1]);
  }
  assert.equal(users.size, 1);
  const adas = () => rowsOf(server.store, (row) => isJournal(row) && users.has(row.key[1]));
  const before = await adas();
  const nobodys = [...attempts(NOBODYS_IDS)];
  for (const [n, { what, ...attempt }] of [...attempts(two.ids)].entries()) {
    const { response, html } = await send({ ...attempt, browser, token, headers });
    assert.doesNotMatch(html, /Nobody else|hidden words|veiled|covert|diary/, what);
    // Neither does the answer tell that there is something.
    const unknown = await send({ ...nobodys[n], browser, token, headers });
    assert.equal(response?.status, unknown.response?.status, what);
    assert.deepEqual(await adas(), before, `${what} has changed something`);
  }
});

Deno.test("a form of thousands of fields is refused before anything is made of them", async () => {
  await using two = await withTwo();
  const many = (token: string) => `token=${token}&${"file=a&".repeat(5_000)}`;
  const headers = {
    ...sameOrigin(two.server),
    ...{ "content-type": "application/x-www-form-urlencoded", "x-form-token": two.token },
  };
  for (const path of Object.keys(FORMS).filter((path) => path !== JOURNAL_PATHS.uploads)) {
    for (const address of addressesOf(path, two.ids)) {
      for (const browser of [two.ada, new Browser(two.server.url)]) {
        const init = { method: "POST", headers, body: many(two.token) };
        const { response, html } = await browser.go(address, init);
        assert.equal(response?.status, 400, address);
        assert.match(html, /The form has too many parts/, address);
      }
    }
    await two.assertUnchanged(path);
  }
});

Deno.test("whoever is signed out is shown their own words so many times a minute", async () => {
  await using two = await withTwo();
  const statuses: (number | undefined)[] = [];
  for (let n = 0; n <= JOURNAL_PAGES_LIMITS.journalSignedOut.limit; n++) {
    const { response, html } = await send({
      ...{ browser: new Browser(two.server.url), address: JOURNAL_PATHS.write, ids: two.ids },
      headers: sameOrigin(two.server),
    });
    statuses.push(response?.status);
    assert.equal(html.includes("Somebody else&#39;s words"), response?.status === 403);
  }
  assert.deepEqual([statuses.at(0), statuses.at(-2), statuses.at(-1)], [403, 403, 429]);
});

Deno.test("with the session and the token of its person each form is taken", async () => {
  await using two = await withTwo();
  const headers = sameOrigin(two.server);
  for (const { what, isUnderstood, ...attempt } of attempts(two.ids)) {
    if (!isUnderstood) continue;
    const { response } = await send({ ...attempt, browser: two.ada, token: two.token, headers });
    // What is gone by then, or is no change of that version, is answered as such.
    assert.notEqual(response?.status, 403, what);
    assert.notEqual(response?.status, 500, what);
  }
});

Deno.test("each address of the journal is one of the tables, or the way in with an external server", () => {
  const tables = [...Object.keys(PAGES), ...Object.keys(FORMS)];
  const external = [JOURNAL_PATHS.signIn, JOURNAL_PATHS.signInCallback, JOURNAL_PATHS.signOut];
  const isKnown = (path: string) =>
    tables.some((each) => each === path || each.startsWith(`${path}/:`)) ||
    external.some((each) => each === path);
  assert.deepEqual(Object.values(JOURNAL_PATHS).filter((path) => !isKnown(path)), []);
});

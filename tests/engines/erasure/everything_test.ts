import { accountOf } from "../../support/people/person.ts";
import assert from "node:assert/strict";
import { newPerson, signIn, statusOf } from "../../support/people/account.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { dayOneTrip, give, untilSettled } from "../../support/people/import.ts";
import { startServer } from "../../support/servers/server.ts";
import { postgres, sqlite, withPostgres } from "../../unit/search/backends.ts";
import {
  deleteMyData,
  dump,
  lasting,
  moveIn,
  rowsWith,
  settle,
} from "../../processes/erasure/helpers.ts";
import pg from "pg";

withPostgres();

for (const backend of [sqlite, postgres]) {
  Deno.test({
    name: `nothing of a person is left, and all of another is untouched: ${backend.name}`,
    ignore: backend.isMissing,
    async fn() {
      await using place = await backend.place();
      const { directory, databaseUrl } = place.options;
      const environment: Record<string, string> = databaseUrl ? { DATABASE_URL: databaseUrl } : {};
      await using server = await startServer({ environment, searchDirectory: directory });
      const ada = await moveIn(server, "Adelheid");
      const bob = await moveIn(server, "Bartholomew");
      for (const { browser, words: [word] } of [ada, bob]) {
        await give({ browser, server }, { name: `${word}.json`, document: dayOneTrip(word) });
        await untilSettled(browser);
      }
      await flushed(server.resource, bob.connections[0].tokens.access_token);
      const before = await dump(server.store);
      const indexed = await indexRows(place.options);
      assert(rowsWith(ada.words, before).length > 50);
      assert.deepEqual(rowsWith(ada.words, before).filter((key) => bobs(before).has(key)), []);

      const token = ada.connections[0].tokens.access_token;
      const { isError, structured, questions } = await deleteMyData(server.resource, token);
      assert(!isError);
      assert.deepEqual(structured, { erased: true, account: "deleted" });
      assert.match(questions[0], /This app sees 6 entries and 2 tags of yours/);
      assert.match(questions[0], /2 connected apps.* cannot be undone.* export your journal first/);

      for (const { tokens, refresh } of ada.connections) {
        assert.equal(await statusOf(server.resource, tokens.access_token), 401);
        assert.deepEqual((await refresh()).body.error, "invalid_grant");
      }
      assert.match((await ada.browser.go("/account")).html, /<h1>Sign in<\/h1>/);
      assert.match((await signIn(new Browser(server.url), "Adelheid")).html, /password is wrong/);

      await settle(server, { environment, searchDirectory: directory });
      const after = await dump(server.store);
      assert.deepEqual(rowsWith(ada.words, after), []);
      for (const key of bobs(before)) assert.deepEqual(after.get(key), before.get(key), key);
      assert.deepEqual(bobs(after), bobs(before));
      const left = await indexRows(place.options);
      assert(left.length > 0 && left.length < indexed.length);
      assert(indexed.filter((row) => !left.includes(row)).length > 0);
      assert.equal(left.filter((row) => !indexed.includes(row)).length, 0);
      const remains = left.some((row) =>
        ada.words.slice(4).some((word) => row.includes(fold(word)))
      );
      assert.equal(remains, false);
      assert.deepEqual(server.log.errors, []);

      function bobs(rows: typeof before) {
        return lasting(rowsWith(bob.words, rows));
      }
    },
  });
}

Deno.test("who signs up again with the same address begins with nothing, at once", async () => {
  await using server = await startServer();
  const ada = await moveIn(server, "Adelheid");
  await deleteMyData(server.resource, ada.connections[0].tokens.access_token);
  const again = await connect(targetOf(server), { name: "Adelheid" });
  const { resource } = server;
  const call = { era: "2026-07-28", token: again.tokens.access_token } as const;
  const { body: { result: { structuredContent } } } = await callTool(resource, {
    ...call,
    tool: "whoami",
  });
  assert.notEqual(structuredContent.user.id, ada.subject);
  assert.equal(structuredContent.user.email, accountOf("Adelheid").email);
  const made = { title: "First", content: "words" };
  assert.equal(
    (await callTool(resource, { ...call, tool: "create_entry", args: made })).status,
    200,
  );
  await settle(server);
  const { body: { result } } = await callTool(resource, { ...call, tool: "list_entries" });
  assert.deepEqual(result.structuredContent.entries.map(({ title }: typeof made) => title), [
    "First",
  ]);
  assert.deepEqual(rowsWith([ada.subject, ada.userId], await dump(server.store)), []);
  assert.match((await signIn(new Browser(server.url), "Adelheid")).html, /<h1>Your account<\/h1>/);
});

Deno.test("the address of somebody new is theirs, even while the old one is being erased", async () => {
  await using server = await startServer();
  const ada = await moveIn(server, "Adelheid");
  await deleteMyData(server.resource, ada.connections[0].tokens.access_token);
  const { browser } = await newPerson(server, "Adelheid");
  await settle(server);
  assert.match((await browser.go("/account")).html, /<h1>Your account<\/h1>/);
});

/** Lets what waits to be written be written: an answer about activity includes all of it. */
async function flushed(resource: string, token: string): Promise<void> {
  await callTool(resource, { era: "2026-07-28", token, tool: "list_activity" });
  await callTool(resource, { era: "2026-07-28", token, tool: "list_activity" });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
}

/** Everything that is indexed: the bytes of files, or rows of tables. */
async function indexRows(
  { directory, databaseUrl }: { directory?: string; databaseUrl?: string },
): Promise<string[]> {
  if (directory) {
    const names = [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
    return names.map((name) =>
      new TextDecoder("latin1").decode(Deno.readFileSync(`${directory}/${name}`))
    );
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    `select row::text from search_document row union select row::text from search_posting row
      union select row::text from search_times row union select row::text from search_part row
      union select row::text from search_state row`,
  );
  await client.end();
  return rows.map(({ row }) => row);
}

/** As the index spells it. */
function fold(word: string): string {
  return word.toLowerCase();
}

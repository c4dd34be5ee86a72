import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { serialize } from "node:v8";
import { userIdOf } from "../../../lib/auth/mod.ts";
import { listJobs } from "../../../lib/erasure/job.ts";
import { readConfig } from "../../../lib/config.ts";
import { type AppOptions, openApp } from "../../../routes/app.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { Browser } from "../../../scripts/browser/browser.ts";
import { furtherBrowser, signIn } from "../../support/people/account.ts";
import { connect, type Connection, targetOf } from "../../support/people/connection.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { authorize, register } from "../../support/oauth/oauth.ts";
import { accountOf, EVERYTHING } from "../../support/people/person.ts";
import type { TestServer } from "../../support/servers/server.ts";

const HOUR = 3_600_000;

/** Somebody who has used everything, and every text by which they could be found. */
export interface Inhabitant {
  connections: Connection[];
  /** Signed in to their account. */
  browser: Browser;
  subject: string;
  userId: string;
  words: string[];
}

/** Lets a new person do all that leaves something behind. */
export async function moveIn(server: TestServer, name: string): Promise<Inhabitant> {
  const target = targetOf(server);
  const scope = EVERYTHING.join(" ");
  const { email } = accountOf(name);
  const first = await connect(target, { name, parameters: { scope } });
  const second = await connect(target, {
    name,
    browser: await furtherBrowser(server, name),
    parameters: { scope },
  });
  const browser = new Browser(server.url);
  await signIn(browser, name);
  // Two sign-ins that never end: one knows the address, the other the account.
  const { body: { client_id } } = await register(target);
  await authorize(new Browser(server.url), { client_id, login_hint: email });
  await authorize(first.browser, { client_id, prompt: "consent", scope });

  const word = (text: string) => `${name}s${text}`;
  await using client = await ERAS["2026-07-28"](server.resource, first.tokens.access_token);
  const call = async (tool: string, args: Record<string, unknown>) => {
    const { isError, structured, text } = await client.call(tool, args);
    assert(!isError, text);
    return structured;
  };
  const { user } = await call("whoami", {});
  const make = async (n: number, more: Record<string, unknown> = {}) =>
    (await call("create_entry", {
      title: `${word("Title")} ${n}`,
      content: `${word("Text")} ${n} `.repeat(10),
      mood: word("Mood"),
      location: word("Place"),
      tags: [word("Tag")],
      createMissingTags: true,
      ...more,
    })).entry.id as string;
  const ids = [];
  for (let n = 0; n < 5; n++) ids.push(await make(n, { idempotencyKey: `${word("Key")}${n}` }));
  await make(5, { isPrivate: true, isFavorite: true });
  await make(6, { content: `${word("LongText")} `.repeat(12_000) });
  for (let n = 0; n < 3; n++) {
    await call("update_entry", { id: ids[0], title: `${word("Revised")} ${n}`, content: "short" });
  }
  await call("delete_entry", { id: ids[1] });
  await call("create_tag", { name: word("Unused"), description: word("Description") });
  assert.equal((await call("search_entries", { query: word("Text") })).entries.length, 4);
  await call("list_activity", {});
  const userId = userIdOf("embedded", user.id);
  return {
    connections: [first, second],
    browser,
    subject: user.id,
    userId,
    words: [user.id, userId, email, name, ...["Title", "Text", "Mood", "Tag", "Key"].map(word)],
  };
}

/** Every key and value of a store in bytes, by key. */
export async function dump(store: Store): Promise<Map<string, Buffer>> {
  const rows = new Map<string, Buffer>();
  for await (const { key, value, versionstamp } of store.read.list({ prefix: [] })) {
    const bytes = [versionstamp, ...key.map(String)].map((text) => Buffer.from(text));
    const raw = key.filter((part) => part instanceof Uint8Array);
    rows.set(nameOf(key), Buffer.concat([...bytes, ...raw, serialize(value)]));
  }
  return rows;
}

/** Fifty thousand of these are written by one test, and `Deno.inspect` takes its time. */
function nameOf(key: Deno.KvKey): string {
  return JSON.stringify(
    key.map((part) =>
      part instanceof Uint8Array ? [part.toHex()] : typeof part === "bigint" ? [`${part}n`] : part
    ),
  );
}

/** The rows in which one of the words is found, in either of the ways that text is stored. */
export function rowsWith(words: readonly string[], rows: Map<string, Buffer>): string[] {
  const needles = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, "utf16le")]);
  return [...rows].filter(([, bytes]) => needles.some((needle) => bytes.includes(needle)))
    .map(([key]) => key);
}

/** Those that do not go by themselves while a test runs: an authorization code lives a minute. */
export function lasting(keys: Iterable<string>): Set<string> {
  return new Set([...keys].filter((key) => !key.includes("AuthorizationCode")));
}

/** Lets time pass in further instances until every erasure is done. */
export async function settle(
  server: Pick<TestServer, "url" | "store">,
  options: { environment?: Record<string, string> } & Partial<AppOptions> = {},
): Promise<void> {
  const { environment, ...others } = options;
  const { store } = server;
  for (let late = HOUR; await isErasing(store); late += HOUR) {
    const wasEmptied = await isEmptied(store);
    const app = await openApp(readConfig({ PUBLIC_URL: server.url, ...environment }), {
      store,
      version: "0.0.0-test",
      log: { info() {}, error: (event, cause) => assert.fail(`${event}: ${Deno.inspect(cause)}`) },
      now: () => Date.now() + late,
      ...others,
    });
    while (await isErasing(store) && (wasEmptied || !await isEmptied(store))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await app.close();
  }
}

/** Whether all has been removed once from everybody who is being erased. */
export async function isEmptied(store: Store): Promise<boolean> {
  return (await listJobs(store)).every(({ emptiedAt }) => emptiedAt !== undefined);
}

export async function isErasing(store: Store): Promise<boolean> {
  return (await Array.fromAsync(store.read.list({ prefix: ["erasure"] }))).length > 0;
}

/** Asks for the erasure through a client of today, whose person says yes. */
export async function deleteMyData(resource: string, token: string) {
  const questions: string[] = [];
  await using client = await ERAS["2026-07-28"](resource, token, (question) => {
    questions.push(question);
    return "accept";
  });
  return { ...await client.call("delete_my_data"), questions };
}

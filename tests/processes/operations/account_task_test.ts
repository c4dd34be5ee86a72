import assert from "node:assert/strict";
import { Browser } from "../../../scripts/browser/browser.ts";
import { type KvConnect, startKvConnect } from "../../support/kv_connect/mod.ts";
import { signIn, statusOf, textOf } from "../../support/people/account.ts";
import { accountOf, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const ADA = accountOf("Ada").email;

interface World extends AsyncDisposable {
  server: TestServer;
  task(...args: string[]): Promise<{ success: boolean; out: string; printed: string }>;
}

/** A server on a file, or over KV Connect, and the task beside it. */
async function startWorld({ kv }: { kv?: KvConnect } = {}): Promise<World> {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-accounts-" });
  const server = await startServer({
    location: kv?.url ?? `${dataDir}/journal.kv`,
    environment: { SIGN_UP: "closed" },
  });
  const database: Record<string, string> = kv
    ? { KV_URL: kv.url, ...kv.environment }
    : { DATA_DIR: dataDir };
  return {
    server,
    async task(...args) {
      const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "-q", "scripts/account.ts", ...args],
        cwd: new URL("../../..", import.meta.url),
        env: { ...database, PUBLIC_URL: server.url, NO_COLOR: "1" },
        stdin: "null",
      }).output();
      const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      return { success, out: out.trim(), printed: out + err };
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

Deno.test("whoever runs the server looks after accounts by a task, while it runs", async () => {
  await using world = await startWorld();
  const { server, task } = world;

  const invited = await task("invite", "--days=3", `--email=${ADA}`);
  assert.match(invited.printed, /one account for .+ within 3 days/);
  const browser = new Browser(server.url);
  const form = await browser.go(new URL(invited.out));
  const page = await browser.submit(form, { fill: accountOf("Ada") });
  assert.match(page.html, /<h1>Your account/);
  const listed = await task("list");
  assert.match(listed.out, new RegExp(`^${ADA}  Ada  since \\d{4}.*\\n1 account$`));
  const [account] = JSON.parse((await task("list", "--json")).out);
  assert.deepEqual([account.email, account.hasPassword], [ADA, true]);
  assert((await task("enable", account.subject)).success, "an id names it where no address does");
  assert.doesNotMatch((await task("list", "--json")).out, /scrypt/);

  const token = await person(server, "Ada").token("user:read");
  assert.equal(await statusOf(server.resource, token), 200);
  assert((await task("disable", ADA)).success);
  while (await statusOf(server.resource, token) === 200) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.match((await task("list")).out, /disabled \d{4}/);
  assert.match((await task("reset", ADA)).printed, /enable it first/);
  assert((await task("enable", ADA)).success);

  const { out: link, printed } = await task("reset", ADA);
  assert.match(printed, /works once, within 24 hours/);
  const reset = new Browser(server.url);
  const changed = await reset.submit(await reset.go(new URL(link)), {
    fill: { new_password: "several unrelated words" },
  });
  assert.match(textOf("status", changed)!, /new password is set/);
  assert.match(
    (await signIn(new Browser(server.url), "Ada", "several unrelated words")).html,
    /<h1>Your account/,
  );

  const erased = await task("erase", ADA, "--yes");
  assert(erased.success, erased.printed);
  assert.equal((await task("list")).out, "0 accounts");
});

Deno.test("over KV Connect an account ends at once, too, where a server runs beside the task", async () => {
  await using kv = await startKvConnect();
  await using world = await startWorld({ kv });
  const { server, task } = world;
  const browser = new Browser(server.url);
  const form = await browser.go(new URL((await task("invite")).out));
  await browser.submit(form, { fill: accountOf("Ada") });
  const token = await person(server, "Ada").token("user:read");
  assert.equal(await statusOf(server.resource, token), 200);
  assert((await task("disable", ADA)).success);
  while (await statusOf(server.resource, token) === 200) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.match((await signIn(new Browser(server.url), "Ada")).html, /This account is disabled/);
  assert((await task("enable", ADA)).success);
  assert.match((await signIn(new Browser(server.url), "Ada")).html, /<h1>Your account/);
});

Deno.test("the task says what it expects, and does nothing then", async () => {
  await using world = await startWorld();
  for (
    const [args, message] of [
      [[], /Expected list, invite/],
      [["lock", ADA], /Expected list, invite/],
      [["disable"], /Expected list, invite/],
      [["list", ADA], /Expected list, invite/],
      [["disable", ADA], /There is no account with the e-mail address/],
      [["invite", "--days=0"], /from 1 to 365/],
      [["invite", "--email=nobody"], /no e-mail address/],
    ] as const
  ) {
    const { success, printed } = await world.task(...args);
    assert(!success);
    assert.match(printed, message);
  }
});

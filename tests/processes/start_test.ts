import assert from "node:assert/strict";
import { PASSWORD_COST } from "../../lib/identity/people/passwords.ts";
import { openStore } from "../../lib/kv/store.ts";
import { install } from "../support/programs/installation.ts";
import { modernClient, signIn } from "../support/oauth/oauth_clients.ts";
import { start } from "../support/programs/program.ts";
import { visitor } from "../support/people/visitor.ts";

const READY = /EpicMe is ready at (\S+)/;

Deno.test("deno task start serves, says where and what to do next, and ends on SIGTERM", async () => {
  await using installation = await install();
  const { url, resource } = installation;
  await using server = installation.task("start");

  const [, origin] = await server.says(READY);
  assert.equal(origin, url);
  assert(server.output.includes(`claude mcp add --transport http epicme ${resource}`));
  const response = await fetch(`${url}/health`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: "ok" });

  const { code } = await server.end("SIGTERM");
  assert.equal(code, 0, server.output);
  await assert.rejects(fetch(`${url}/health`), TypeError);
});

Deno.test("two signals at once, as Ctrl-C under deno task sends them, end it as well as one", async () => {
  await using installation = await install();
  const { sources, environment, url } = installation;
  const args = ["run", "--quiet", "-A", "main.ts"];
  await using server = start(Deno.execPath(), args, { cwd: sources, env: environment });
  await server.says(READY);
  await (await fetch(`${url}/health`)).text();
  const ended = server.end("SIGINT");
  void server.end("SIGTERM");
  assert.equal((await ended).code, 0, server.output);
});

Deno.test("a wrong configuration stops the start and names every problem at once", async () => {
  await using installation = await install();
  await using server = installation.task("start", {
    PORT: "eighty",
    PUBLIC_URL: "http://journal.example.com",
    INTROSPECTION_CLIENT_SECRET: "hush",
  });
  const { code } = await server.ended;
  assert.equal(code, 1);
  for (const name of ["PORT", "PUBLIC_URL", "INTROSPECTION_CLIENT_SECRET"]) {
    assert.match(server.output, new RegExp(`^ *${name}: \\w`, "m"));
  }
  assert(!server.output.includes("hush"));
  assert.doesNotMatch(server.output, READY);
  assert.doesNotMatch(server.output, /^\s+at /m);
});

Deno.test("with KV in memory the server needs no permission to write", async () => {
  await using installation = await install();
  const { sources, directory, environment } = installation;
  const readOnly = `${directory}/read_only`;
  await Deno.mkdir(readOnly, { mode: 0o555 });
  await using server = start(
    Deno.execPath(),
    ["run", "--config", `${sources}/deno.json`, ...await flags(), `${sources}/main.ts`],
    { cwd: readOnly, env: { ...environment, KV_URL: ":memory:" } },
  );
  await server.says(READY);

  await using client = modernClient(installation.resource);
  await signIn(client, visitor("Kody"));
  await client.call("create_entry", { title: "Rain", content: "All day." });
  assert.equal((await client.call("list_entries")).entries[0].title, "Rain");
  assert.deepEqual([...Deno.readDirSync(readOnly)], []);
});

Deno.test("a second start on the same directory keeps the journal, the account and the tokens", async () => {
  await using installation = await install();
  const kody = visitor("Kody");
  await using client = modernClient(installation.resource);
  {
    await using server = installation.task("start");
    await server.says(READY);
    await signIn(client, kody);
    await client.call("create_entry", { title: "Rain", content: "All day." });
    await server.end("SIGINT");
  }
  const { DATA_DIR } = installation.environment;
  const { mode } = await Deno.stat(DATA_DIR);
  assert.equal(mode! & 0o777, 0o700);
  const { N, r, p } = PASSWORD_COST;
  const hashes = await passwordHashes(`${DATA_DIR}/journal.kv`);
  assert.deepEqual(hashes.map((hash) => hash.split("$").slice(0, 4).join("$")), [
    `scrypt$${N}$${r}$${p}`,
  ]);

  await using server = installation.task("start");
  await server.says(READY);
  assert.equal((await client.call("list_entries")).entries[0].title, "Rain");
  client.provider.spoilAccessToken();
  assert.equal((await client.call("whoami")).user.name, "Kody");

  await using other = modernClient(installation.resource);
  await signIn(other, kody);
  assert.equal((await other.call("list_entries")).entries[0].title, "Rain");
});

async function passwordHashes(location: string): Promise<string[]> {
  const store = await openStore(location);
  const prefix = ["identity", "account"];
  const accounts = await Array.fromAsync(store.read.list<{ password: string }>({ prefix }));
  store.close();
  return accounts.map(({ value }) => value.password);
}

/** The flags of the start task, without permission to write anything. */
async function flags(): Promise<string[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile("deno.json"));
  const words: string[] = tasks.start.command.split(/\s+/);
  return words.filter((word) => word.startsWith("-") && !word.startsWith("--allow-write"));
}

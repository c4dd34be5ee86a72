import assert from "node:assert/strict";
import { send } from "../../support/clients/rpc.ts";
import { start } from "../../support/programs/program.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

/** Runs the task against a server and returns how it ended. */
async function token(
  server: TestServer,
  { dataDir, args = [], env = {} }: {
    dataDir: string;
    args?: string[];
    env?: Record<string, string>;
  },
): Promise<{ code: number; output: string }> {
  const { port } = new URL(server.url);
  await using program = start(
    Deno.execPath(),
    ["run", "--quiet", "-A", "scripts/token.ts", ...args],
    { env: { PORT: port, DATA_DIR: dataDir, ...env } },
  );
  const { code } = await program.ended;
  return { code, output: program.output.trim() };
}

Deno.test("deno task token prints a token, again and again for the same journal", async () => {
  await using server = await startServer();
  const dataDir = await Deno.makeTempDir();
  for (let time = 1; time <= 2; time++) {
    const { code, output } = await token(server, { dataDir });
    assert.equal(code, 0, output);
    const call = { era: "2026-07-28" as const, token: output, method: "tools/list" };
    assert.equal((await send(server.resource, call)).status, 200);
  }
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("deno task token says that its DATA_DIR is not the server's", async () => {
  await using server = await startServer();
  const [servers, other] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  assert.equal((await token(server, { dataDir: servers })).code, 0);
  const { code, output } = await token(server, { dataDir: other });
  assert.equal(code, 1);
  assert.match(output, /another DATA_DIR/);
  assert(output.includes(`${other}/token_account.json`), output);
  assert.doesNotMatch(output, /Neither signing in|^\s+at /m);
  for (const directory of [servers, other]) await Deno.remove(directory, { recursive: true });
});

Deno.test("deno task token says why an account of one's own is not let in", async () => {
  await using closed = await startServer({ environment: { SIGN_UP: "closed" } });
  await using server = await startServer();
  const dataDir = await Deno.makeTempDir();
  assert.equal((await token(server, { dataDir })).code, 0);
  const args = ["--email", "local@epicme.example"];
  const env = { EPICME_PASSWORD: "not the password of it" };
  const wrong = await token(server, { dataDir, args, env });
  assert.match(wrong.output, /The password of local@epicme.example is wrong/);
  const refused = await token(closed, { dataDir, args, env });
  assert.match(refused.output, /takes no new accounts/);
  assert.deepEqual([wrong.code, refused.code], [1, 1]);
  await Deno.remove(dataDir, { recursive: true });
});

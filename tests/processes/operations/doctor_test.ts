import assert from "node:assert/strict";
import { startProcess } from "../../support/programs/server_process.ts";
import { freePort } from "../../support/programs/free_port.ts";
import { caller, task } from "./helpers.ts";

Deno.test("deno task doctor says what is right about a running server and ends with 0", async () => {
  await using server = await startProcess();
  const { token } = await caller(server, "kody");
  const environment = { DATA_DIR: server.dataDir, PORT: new URL(server.url).port };
  const well = await task("doctor", { args: ["--token", token], environment });
  assert.equal(well.code, 0, well.said + well.complained);
  assert.match(well.said, /^ok {5}\S+ leads to the server that runs/m);
  assert.match(well.said, /^ok {5}The token opens a journal here/m);
  assert.match(well.said, /Nothing is wrong\.$/m);
  assert(!well.said.includes(token));

  const stranger = await task("doctor", { args: ["--token", "nobody-made-this"], environment });
  assert.equal(stranger.code, 1);
  assert.match(stranger.said, /^WRONG {2}The token is refused: .* not active\n {8}Get a new one/m);
  assert(!stranger.said.includes("nobody-made-this"));
});

Deno.test("deno task doctor says which variables are wrong before it looks at anything", async () => {
  const { code, said } = await task("doctor", {
    environment: { PORT: "0", AUTH_ISSUER: "http://id.example", INTROSPECTION_CLIENT_ID: "" },
  });
  assert.equal(code, 1);
  assert.match(said, /^WRONG {2}PORT: Expected a whole number/m);
  assert.match(said, /^WRONG {2}AUTH_ISSUER: Expected https/m);
  assert.match(said, /^WRONG {2}INTROSPECTION_CLIENT_ID: Required/m);
});

Deno.test("deno task doctor prints no secret, whatever is wrong", async () => {
  const secrets = {
    INTROSPECTION_CLIENT_SECRET: "the-secret-of-the-client",
    DENO_KV_ACCESS_TOKEN: "the-token-of-the-database",
  };
  const { code, said, complained } = await task("doctor", {
    args: ["--token", "the-token-of-somebody"],
    environment: {
      ...secrets,
      PORT: String(freePort()),
      AUTH_ISSUER: "http://127.0.0.1:9/the-secret-of-the-client",
      INTROSPECTION_CLIENT_ID: "epicme",
      KV_URL: "http://127.0.0.1:9",
      DATABASE_URL: "postgres://epicme:the-password@127.0.0.1:9/epicme",
    },
  });
  assert.equal(code, 1);
  assert.match(said, /\d to mend/);
  const all = said + complained;
  for (const secret of [...Object.values(secrets), "the-token-of-somebody", "the-password"]) {
    assert(!all.includes(secret), all);
  }
});

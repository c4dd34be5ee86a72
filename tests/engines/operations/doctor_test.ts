import assert from "node:assert/strict";
import pg from "pg";
import { patient } from "../../support/doctor.ts";
import { startKvConnect } from "../../support/kv_connect/mod.ts";
import { findPostgres, startPostgres } from "../../support/programs/postgres.ts";
import { startProxy } from "../../support/servers/proxy.ts";

Deno.test("the doctor says how fast a database behind KV Connect is, and what keeps it away", async () => {
  await using server = await patient();
  const kv = await startKvConnect();
  const environment = { KV_URL: kv.url };
  const well = await server.diagnose(environment);
  assert.deepEqual(well.wrong, []);
  // Which of the two depends on the machine.
  assert.match(well.text, /database of KV_URL is (read and written|slow): \d+ ms for a small/);

  Deno.env.set("DENO_KV_ACCESS_TOKEN", "not-this-one");
  const refused = await server.diagnose(environment);
  assert.match(refused.wrong.join(), /database of KV_URL refuses the access token/);
  assert(!refused.text.includes("not-this-one"));
  Deno.env.set("DENO_KV_ACCESS_TOKEN", kv.environment.DENO_KV_ACCESS_TOKEN);

  await kv[Symbol.asyncDispose]();
  assert.match(
    (await server.diagnose(environment)).wrong.join(),
    /database of KV_URL cannot be used: nothing listens there/,
  );
});

Deno.test("the doctor notes a database that is slow, and one that is none is wrong", async () => {
  await using server = await patient();
  await using kv = await startKvConnect();
  await using slow = startProxy(Number(new URL(kv.url).port), { delayMs: 30 });
  const { notes } = await server.diagnose({ KV_URL: slow.origin });
  assert.match(notes.join(), /database of KV_URL is slow: \d+ ms for a small answer/);

  await using other = startProxy(9, { instead: () => new Response("?", { status: 404 }) });
  const { wrong } = await server.diagnose({ KV_URL: other.origin });
  assert.match(wrong.join(), /what answers there is no KV Connect/);
});

const programs = findPostgres();

Deno.test({
  name: "the doctor finds what keeps the index out of PostgreSQL, and repeats no password",
  ignore: programs === undefined,
  async fn() {
    await using server = await patient();
    const postgres = await startPostgres(programs!);
    const diagnose = (url: string, now = Date.now) =>
      server.diagnose({ DATABASE_URL: url }, { now });
    const well = await diagnose(postgres.url);
    assert.deepEqual(well.wrong, []);
    assert(well.right.some((says) => says.includes("takes the search index")));
    assert(well.right.includes("The clock agrees with that of PostgreSQL of DATABASE_URL"));

    const late = await diagnose(postgres.url, () => Date.now() - 3_600_000);
    assert.match(late.wrong.join(), /clock here is 3\d{3} seconds behind that of PostgreSQL/);

    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    await admin.query("create role guest login; revoke create on schema public from public");
    // Its owner may have it ask for a password: the server writes the file itself.
    const { rows: [{ hba_file }] } = await admin.query("show hba_file");
    await admin.query("create role member login password 'the-right-one'");
    await admin.query(
      "copy (values ('host all member all scram-sha-256'), ('host all all all trust')) " +
        `to '${hba_file}'`,
    );
    await admin.query("select pg_reload_conf()");
    await admin.end();
    const member = await diagnose(postgres.url.replace("postgres@", "member:the-wrong-one@"));
    assert.match(member.wrong.join(), /cannot be used: it refuses the password/);
    assert(!member.text.includes("the-wrong-one"));
    const guest = postgres.url.replace("postgres@", "guest:a-password-of-guests@");
    assert.deepEqual((await diagnose(guest)).wrong, [
      "The user of DATABASE_URL may make no tables",
    ]);

    const missing = await diagnose(guest.replace(/\/postgres$/, "/journals"));
    assert.match(missing.wrong.join(), /it has no database of that name/);
    assert(!missing.text.includes("a-password-of-guests"));
    const nobody = await diagnose(postgres.url.replace("postgres@", "nobody@"));
    assert.match(nobody.wrong.join(), /it refuses the user/);

    await postgres[Symbol.asyncDispose]();
    assert.match((await diagnose(postgres.url)).wrong.join(), /nothing listens there/);
  },
});

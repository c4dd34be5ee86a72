import assert from "node:assert/strict";
import { openStore } from "../../../../lib/kv/store.ts";
import { patient } from "../../../support/doctor.ts";
import { mountSmallDisk } from "../../../support/programs/small_disk.ts";

Deno.test("the doctor finds nothing wrong before the first start, and makes nothing", async () => {
  await using fresh = await patient();
  const { wrong, right } = await fresh.diagnose();
  assert.deepEqual(wrong, []);
  assert(right.some((says) => says.includes("is not there yet: the first start makes it")));
  await assert.rejects(Deno.stat(fresh.dataDir), Deno.errors.NotFound);
});

Deno.test("the doctor finds nothing wrong with journals that are in use, and leaves them alone", async () => {
  await using used = await patient();
  await Deno.mkdir(used.dataDir, { mode: 0o700 });
  const store = await openStore(`${used.dataDir}/journal.kv`);
  await store.write.set(["somebody", "else"], 1);
  const { wrong, right } = await used.diagnose();
  assert.deepEqual(wrong, []);
  assert(right.some((says) => /journal\.kv is read and written: \d+ ms/.test(says)));
  const keys = [];
  for await (const { key } of store.read.list({ prefix: [] })) keys.push(key);
  assert.deepEqual(keys, [["somebody", "else"]]);
  store.close();
});

Deno.test("the doctor finds journals that others on the machine can read", async () => {
  await using shared = await patient();
  await Deno.mkdir(shared.dataDir, { mode: 0o700 });
  await Deno.writeTextFile(`${shared.dataDir}/journal.kv`, "", { mode: 0o644 });
  assert.deepEqual((await shared.diagnose()).wrong, [], "the directory hides its files");
  await Deno.chmod(shared.dataDir, 0o755);
  const { wrong, text } = await shared.diagnose();
  assert.deepEqual(wrong.length, 1);
  assert.match(wrong[0], /Other users of this machine can get at \S+journal\.kv$/);
  assert.match(text, /chmod -R go=/);
});

Deno.test("the doctor finds a directory in which everybody may write", async () => {
  await using shared = await patient();
  await Deno.mkdir(shared.dataDir);
  await Deno.chmod(shared.dataDir, 0o777);
  assert.match((await shared.diagnose()).wrong.join(), /can get at \S+data$/);
});

Deno.test("the doctor finds a file in the place of the directory", async () => {
  await using odd = await patient();
  await Deno.writeTextFile(odd.dataDir, "");
  assert.match((await odd.diagnose()).wrong.join(), /DATA_DIR \S+ is no directory/);
});

Deno.test("the doctor finds a damaged database", async () => {
  await using damaged = await patient();
  await Deno.mkdir(damaged.dataDir, { mode: 0o700 });
  const noise = new Uint8Array(8192).fill(7);
  await Deno.writeFile(`${damaged.dataDir}/journal.kv`, noise, { mode: 0o600 });
  const { wrong, text } = await damaged.diagnose();
  assert.match(wrong.join(), /journal\.kv cannot be opened: it is damaged or locked/);
  assert.match(text, /deno task restore/);
});

Deno.test({
  name: "the doctor finds files of another user, and opens none of them",
  ignore: Deno.uid() !== 0,
  async fn() {
    await using theirs = await patient();
    await Deno.mkdir(theirs.dataDir, { mode: 0o700 });
    (await openStore(`${theirs.dataDir}/journal.kv`)).close();
    await Deno.chown(`${theirs.dataDir}/journal.kv`, 65_534, 65_534);
    const before = [...Deno.readDirSync(theirs.dataDir)].map(({ name }) => name);
    const { wrong, right } = await theirs.diagnose();
    assert.match(wrong.join(), /journal\.kv: this belongs to another user/);
    assert(!right.some((says) => says.includes("is read and written")));
    assert.deepEqual([...Deno.readDirSync(theirs.dataDir)].map(({ name }) => name), before);
  },
});

Deno.test("the doctor finds a full disk, and says how much is left of one that soon is", async (t) => {
  await using disk = await mountSmallDisk(8);
  await t.step({
    name: "on a disk of its own",
    ignore: disk === undefined,
    async fn() {
      await using small = await patient();
      const environment = { DATA_DIR: disk!.path };
      const { wrong, notes } = await small.diagnose(environment);
      assert.deepEqual(wrong, []);
      assert.match(notes.join(), /has 8\.0 MiB left/);
      await disk!.fill();
      assert.match((await small.diagnose(environment)).wrong.join(), /is full or read-only/);
      assert.deepEqual([...Deno.readDirSync(disk!.path)].map(({ name }) => name), ["filler"]);
    },
  });
});

Deno.test("the doctor says that journals in memory end with the server", async () => {
  await using volatile = await patient();
  const { wrong, notes } = await volatile.diagnose({ KV_URL: ":memory:" });
  assert.deepEqual(wrong, []);
  assert(notes.includes("KV_URL is :memory:"));
});

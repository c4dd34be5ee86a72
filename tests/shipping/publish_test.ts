import assert from "node:assert/strict";

const ROOT = new URL("../..", import.meta.url).pathname;

Deno.test("the guard can be published to JSR, and nothing of the journal goes with it", async () => {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["publish", "--dry-run", "--allow-dirty"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  assert(success, said);
  // It warns of types that JSR cannot show, and of imports that it would have to guess.
  assert.doesNotMatch(said, /warning/i);
  const files = [...said.matchAll(/file:\/\/(\S+)/g)].map(([, path]) => path.slice(ROOT.length));
  const rest = files.filter((path) => !path.startsWith("lib/auth/"));
  assert(files.includes("lib/auth/mod.ts"), said);
  const single = rest.filter((path) => /^lib\/\w+\.ts$/.test(path));
  assert.deepEqual(rest.filter((path) => !single.includes(path)).sort(), ["LICENSE", "deno.json"]);
  assert(single.length < 8 && !rest.includes("lib/config.ts"), said);
});

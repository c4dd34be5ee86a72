import assert from "node:assert/strict";
import { listFiles } from "../support/files.ts";

const ROOT = new URL("../../", import.meta.url);

/** Tasks that documents name, and neither `.ci/run` nor a test runs as they are. */
const NOT_RUN: Record<string, string> = {
  ok: "it is check and test, which .ci/run runs one by one",
  "test:one": "it is `deno test` with the flags of test, for what somebody names",
};

const files = await listFiles();
const { tasks } = JSON.parse(await read("deno.json")) as {
  tasks: Record<string, { command: string }>;
};
const ci = (await read(".ci/run")).split("\n").filter((line) => !line.trimStart().startsWith("#"));
const tests = (await Promise.all(files.filter((path) => /^tests\/.*\.ts$/.test(path)).map(read)))
  .join("\n");

Deno.test("every task that a document names is there, and CI or a test runs it", async () => {
  // The changelog also names what was called otherwise before.
  const pages = files.filter((path) => path.endsWith(".md") && path !== "CHANGELOG.md");
  for (const page of pages) {
    for (const [, name] of (await read(page)).matchAll(/\bdeno task ([a-z]+(?::[a-z]+)*)/g)) {
      assert(name in tasks, `${page} names the task ${name}, which is not there`);
      const isRun = name in NOT_RUN || inCi(name) || inTests(name);
      assert(isRun, `${page} names the task ${name}, which neither .ci/run nor a test runs`);
    }
  }
});

Deno.test("what is said not to be run is a task, and not run", () => {
  for (const name of Object.keys(NOT_RUN)) {
    assert(name in tasks && !inCi(name) && !inTests(name), name);
  }
  assert.equal(tasks.ok.command, "deno task check && deno task test");
});

function inCi(name: string): boolean {
  return ci.some((line) => new RegExp(`\\bdeno task ${name}(?![:\\w])`).test(line));
}

/** As a task, or as the script that the task is. */
function inTests(name: string): boolean {
  const quiet = String.raw`(?:"(?:-q|--quiet)", )?`;
  return new RegExp(`\\btask\\("${name}"|"task", ${quiet}"${name}"|"scripts/${name}\\.ts"`)
    .test(tests);
}

function read(path: string): Promise<string> {
  return Deno.readTextFile(new URL(path, ROOT));
}

import assert from "node:assert/strict";
import { freePort } from "../support/programs/free_port.ts";
import { start } from "../support/programs/program.ts";

const ROOT = new URL("../../", import.meta.url);
const READY = /EpicMe is ready/g;

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`deno task dev restarts on a change, and leaves nothing behind on ${signal}`, async () => {
    const dataDir = await Deno.makeTempDir({ prefix: "epicme-dev-" });
    const port = freePort();
    await using task = start(Deno.execPath(), ["task", "dev"], {
      cwd: ROOT.pathname,
      env: { PORT: String(port), DATA_DIR: dataDir },
    });
    await task.says(READY);
    assert.equal(await isServing(port), true);

    const touched = new Date();
    await Deno.utime(new URL("main.ts", ROOT), touched, touched);
    await task.says(/Restarting[^]*EpicMe is ready/);
    assert.equal(await isServing(port), true);

    await task.end(signal);
    assert.equal(await isServing(port), false);
    assert.deepEqual(await processesWith(dataDir), []);
    await Deno.remove(dataDir, { recursive: true });
  });
}

async function isServing(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://localhost:${port}/health`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** The commands of processes that name `text`. */
async function processesWith(text: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-e", "-o", "args="] }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line.includes(text));
}

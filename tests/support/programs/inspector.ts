import { freePort } from "./free_port.ts";
import { startNpm } from "./npm_program.ts";
import type { Program } from "./program.ts";

/** MCP Inspector, with everything that it keeps in a directory of its own. */
export interface Inspector extends AsyncDisposable {
  run(...args: string[]): Program;
}

/** Returns an Inspector that nobody has used yet. Disposing of it removes what it kept. */
export async function openInspector(): Promise<Inspector> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-inspector-" });
  return {
    run: (...args) => runInspector(args, directory),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

const why = await unavailable();
if (why) console.warn(`Tests with MCP Inspector are skipped, because it cannot be had: ${why}`);

/** Whether the package of MCP Inspector is there, or could be fetched. */
export const hasInspector = why === undefined;

/** A test that needs MCP Inspector; left out where the package cannot be had. */
export function inspectorTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !hasInspector, fn });
}

async function unavailable(): Promise<string | undefined> {
  const program = runInspector(["--version"], ".");
  const { success } = await program.ended;
  return success ? undefined : program.output.trim().split("\n")[0];
}

function runInspector(args: string[], directory: string): Program {
  return startNpm("inspector", args, {
    env: {
      MCP_STORAGE_DIR: `${directory}/storage`,
      MCP_CLIENT_CONFIG_PATH: `${directory}/client.json`,
      CLIENT_PORT: String(freePort()),
      MCP_SANDBOX_PORT: String(freePort()),
      MCP_INSPECTOR_SECRET_STORE: "file",
      MCP_INSPECTOR_SECRET_FILE: `${directory}/secrets.json`,
      // It signs in without a terminal only if it may open a browser, and then finds none.
      MCP_AUTO_OPEN_ENABLED: "true",
      PATH: directory,
    },
  });
}

import { freePort } from "./free_port.ts";
import { type Program, start } from "./program.ts";

/** The server in a directory of its own, as somebody installs it. Disposing of it removes it. */
export interface Installation extends AsyncDisposable {
  readonly directory: string;
  readonly environment: Record<string, string>;
  readonly url: string;
  readonly resource: string;
  /** Runs a task of deno.json. */
  task(name: string, environment?: Record<string, string>): Program;
}

const PARTS = ["deno.json", "deno.lock", "main.ts", "lib", "routes"];

/** Copies the server, so that neither `.env` nor `data` of this working copy is touched. */
export async function install(): Promise<Installation> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-" });
  for (const part of PARTS) await copy(part, `${directory}/${part}`);
  const port = String(freePort());
  const environment = { PORT: port, DATA_DIR: `${directory}/journals` };
  return {
    directory,
    environment,
    url: `http://localhost:${port}`,
    resource: `http://localhost:${port}/mcp`,
    task: (name, changes) =>
      start(Deno.execPath(), ["task", "--quiet", name], {
        cwd: directory,
        env: { ...environment, ...changes },
      }),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

async function copy(from: string, to: string): Promise<void> {
  if (!(await Deno.stat(from)).isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) await copy(`${from}/${name}`, `${to}/${name}`);
}

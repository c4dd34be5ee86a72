import { freePort } from "./free_port.ts";
import { type Program, start } from "./program.ts";

/** The server as somebody installs it. Disposing of it removes its journals. */
export interface Installation extends AsyncDisposable {
  /** Has its sources, for all tests: nobody may write there. */
  readonly sources: string;
  /** Has what belongs to it alone. */
  readonly directory: string;
  readonly environment: Record<string, string>;
  readonly url: string;
  readonly resource: string;
  /** Runs a task of deno.json. */
  task(name: string, environment?: Record<string, string>): Program;
}

const PARTS = ["deno.json", "deno.lock", "main.ts", "lib", "routes"];

/** One copy: Deno compiles each anew. */
let sources: Promise<string> | undefined;

Deno.test.afterAll(async () => {
  if (sources) await Deno.remove(await sources, { recursive: true });
  sources = undefined;
});

/** Installs the server so that neither `.env` nor `data` of this working copy is touched. */
export async function install(): Promise<Installation> {
  const place = await (sources ??= copySources());
  const directory = await Deno.makeTempDir({ prefix: "epicme-" });
  const port = String(freePort());
  const environment = { PORT: port, DATA_DIR: `${directory}/journals` };
  return {
    sources: place,
    directory,
    environment,
    url: `http://localhost:${port}`,
    resource: `http://localhost:${port}/mcp`,
    task: (name, changes) =>
      start(Deno.execPath(), ["task", "--quiet", name], {
        cwd: place,
        env: { ...environment, ...changes },
      }),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

async function copySources(): Promise<string> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-sources-" });
  for (const part of PARTS) await copy(part, `${directory}/${part}`);
  return directory;
}

async function copy(from: string, to: string): Promise<void> {
  if (!(await Deno.stat(from)).isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) await copy(`${from}/${name}`, `${to}/${name}`);
}

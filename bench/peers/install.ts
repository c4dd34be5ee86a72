import { cacheDirectory, succeed } from "../../tests/support/programs/install.ts";

/** The programs of others that are compared, and what starts each: command, then arguments. */
export type PeerCommands = Partial<Record<"fastmcp" | "mcpGo", string[]>>;

const HERE = new URL("./", import.meta.url).pathname;

/**
 * Returns the commands of what can be had, and prints what cannot. With `install`, what is not there
 * is installed, which takes minutes the first time; else it is left out.
 */
export async function findPeers({ install }: { install: boolean }): Promise<PeerCommands> {
  const commands: PeerCommands = {};
  for (const [name, prepare] of Object.entries({ fastmcp, mcpGo })) {
    try {
      commands[name as keyof PeerCommands] = await prepare(install);
    } catch (error) {
      console.error(`Skipped: ${name}, because it cannot be had: ${String(error).split("\n")[0]}`);
    }
  }
  return commands;
}

/** FastMCP in a virtual environment of its own. */
async function fastmcp(install: boolean): Promise<string[]> {
  const requirements = `${HERE}fastmcp.txt`;
  const [pinned] = (await Deno.readTextFile(requirements)).trim().split("\n");
  const directory = `${cacheDirectory()}/bench-${pinned.replace("==", "-")}`;
  const python = `${directory}/bin/python`;
  if (!await isThere(`${directory}/installed`)) {
    if (!install) throw new Error("it is not installed");
    await succeed(["python3", "-m", "venv", directory]);
    await succeed([python, "-m", "pip", "install", "--quiet", "-r", requirements]);
    await Deno.writeTextFile(`${directory}/installed`, "");
  }
  return [python, `${HERE}fastmcp_server.py`];
}

/** mcp-go, built with the SQLite that it is linked with. */
async function mcpGo(install: boolean): Promise<string[]> {
  const program = `${cacheDirectory()}/bench-mcp-go`;
  const isBuilt = await isThere(program);
  if (!isBuilt && !install) throw new Error("it is not built");
  // Nothing is compiled again that has not changed.
  if (install) {
    const build = ["go", "build", "-tags=sqlite_fts5", "-o", program, "."];
    await succeed(build, `${HERE}mcp_go/`);
  }
  return [program];
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

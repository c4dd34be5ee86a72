import { TOOLS } from "../../lib/mcp/tools/mod.ts";
import type { PeerCommands } from "../peers/install.ts";
import { freePort, type ServerProcess, startProgram, startServer } from "../server_process.ts";
import type { OurJournals } from "./our_journals.ts";
import { writePeerJournal } from "./peer_journal.ts";

/** Who is compared, in the order of their turns, and what they are called. */
export const CONTENDERS = {
  ours: "EpicMe",
  echo: "SDK, echo",
  ready: "SDK, ready",
  fastmcp: "FastMCP",
  mcpGo: "mcp-go",
  bare: "Deno.serve",
} as const;

export type ContenderName = keyof typeof CONTENDERS;

/** Where a contender listens, and what lets us in. */
export interface Contender {
  port: number;
  accessToken?: string;
}

/** Those that are there, each with a journal of the same size. */
export type Contenders = Partial<Record<ContenderName, Contender>>;

/** Servers that stay for all sizes of journals. Disposing of them ends their processes. */
export interface Running extends AsyncDisposable {
  /** Returns all contenders with journals of so many entries, until it is disposed of. */
  withJournals(entries: number): Promise<{ contenders: Contenders } & AsyncDisposable>;
}

/** Starts every contender that there is, each in a process of its own. */
export async function startContenders(
  { directory, journals, start }: OurJournals,
  peers: PeerCommands,
): Promise<Running> {
  await using stack = new AsyncDisposableStack();
  const names = TOOLS.map(({ name }) => name);
  const ours = stack.use(await start());
  const echo = stack.use(await startPeer("echo_server.ts", names));
  const ready = stack.use(await startPeer("ready_server.ts", names));
  const bare = stack.use(await startPeer("bare_server.ts"));
  const running = stack.move();
  return {
    async withJournals(entries) {
      await using ofSize = new AsyncDisposableStack();
      const others: Contenders = {};
      const journal = `${directory}/${entries}.sqlite`;
      if (Object.keys(peers).length > 0) writePeerJournal(journal, entries);
      for (const [name, command] of Object.entries(peers)) {
        const path = `${directory}/${name}-${entries}.sqlite`;
        await Deno.copyFile(journal, path);
        const port = freePort();
        const program = [...command, String(port), path];
        others[name as ContenderName] = ofSize.use(await startProgram(program, { port }));
      }
      const { accessToken } = journals.find((journal) => journal.entries === entries)!;
      const peersOfSize = ofSize.move();
      return {
        contenders: { ours: { port: ours.port, accessToken }, echo, ready, ...others, bare },
        [Symbol.asyncDispose]: () => peersOfSize.disposeAsync(),
      };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

function startPeer(file: string, args: string[] = []): Promise<ServerProcess> {
  const port = freePort();
  return startServer(["--allow-all", `bench/peers/${file}`, String(port), ...args], { port });
}

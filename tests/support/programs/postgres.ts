import pg from "pg";
import { freePort } from "./free_port.ts";

/** A PostgreSQL server of its own, which is gone with all that is in it when it is disposed of. */
export interface PostgresServer extends AsyncDisposable {
  url: string;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again, with what it had. */
  restart(): Promise<void>;
}

const DEBIAN = "/usr/lib/postgresql";
/** PostgreSQL refuses to run as root; this is `nobody`, who has nothing to lose. */
const NOBODY = 65_534;
const FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off"];

/** The directory with the programs of the newest PostgreSQL on this machine, if there is one. */
export function findPostgres(): string | undefined {
  try {
    const versions = [...Deno.readDirSync(DEBIAN)].map(({ name }) => name);
    const [newest] = versions.sort((a, b) => Number(b) - Number(a));
    const programs = `${DEBIAN}/${newest}/bin`;
    Deno.statSync(`${programs}/initdb`);
    return programs;
  } catch {
    return undefined;
  }
}

/** Starts a server on a free loopback port and resolves when it answers. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-postgres-" });
  const user = Deno.uid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid) await Deno.chown(directory, user.uid, user.gid);
  // Not in this folder: it may be one that only root can enter.
  const place = { ...user, cwd: directory };
  const data = `${directory}/data`;
  const initialized = await new Deno.Command(`${programs}/initdb`, {
    args: ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"],
    ...place,
    stdout: "null",
  }).output();
  if (!initialized.success) throw new Error(new TextDecoder().decode(initialized.stderr));

  const port = freePort();
  const settings = FAST.flatMap((setting) => ["-c", setting]);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const run = async () => {
    const server = new Deno.Command(`${programs}/postgres`, {
      args: ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", directory, ...settings],
      ...place,
      stdout: "null",
      stderr: "null",
    }).spawn();
    await untilReady(url, server);
    return server;
  };
  let server = await run();
  // Its own word for a crash: with SIGKILL its other processes would live on, and hold the port.
  const kill = async () => {
    server.kill("SIGQUIT");
    await server.status;
  };
  return {
    url,
    kill,
    restart: async () => void (server = await run()),
    async [Symbol.asyncDispose]() {
      await kill();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

async function untilReady(url: string, server: Deno.ChildProcess): Promise<void> {
  let hasEnded = false;
  server.status.then(() => hasEnded = true);
  while (!hasEnded) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      return await client.end();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("PostgreSQL ended before it answered");
}

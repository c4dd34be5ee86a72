import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { openChangeReader, openJournal } from "../../lib/journal/mod.ts";
import { openStore, type Store } from "../../lib/kv.ts";
import { openSearch, type SearchOptions } from "../../lib/search/mod.ts";
import { ownerOf } from "../../lib/search/owner.ts";
import { findPostgres, startPostgres } from "../support/postgres.ts";

/*
 * Processes write into the same journals and search in them, and one after the other is killed at
 * a random moment. By hand: deno run -A tests/faults/search_crash.ts sqlite|postgres [kills]
 */

type Place = Pick<SearchOptions, "directory" | "databaseUrl">;

/** What happened; `missed` and `different` must be 0. */
export interface CrashReport {
  kills: number;
  writes: number;
  searches: number;
  /** Acknowledged writes that a search after them, in the same or another process, did not find. */
  missed: number;
  entries: number;
  /** Entries of which the index holds, in the end, another state than the journal. */
  different: number;
  faults: string[];
}

export interface CrashOptions {
  /** The KV file. */
  path: string;
  place: Place;
  kills: number;
}

const PROCESSES = 3;
const USERS = ["ada", "bob", "cy"];

/** Runs the processes until `kills` of them have died, and compares index and journal. */
export async function crash({ path, place, kills }: CrashOptions): Promise<CrashReport> {
  const report: CrashReport = {
    ...{ kills: 0, writes: 0, searches: 0, missed: 0, entries: 0, different: 0, faults: [] },
  };
  const store = await openStore(path);
  const search = openSearch({
    store,
    ...place,
    onFault: (fault) => report.faults.push(String(fault)),
  });
  const children: Deno.ChildProcess[] = [];
  let isOver = false;

  async function take(line: string): Promise<void> {
    const said: Said = JSON.parse(line);
    if (said.fault) report.faults.push(said.fault);
    if (said.missed) report.missed++;
    if (said.searched) report.searches++;
    if (!said.wrote) return;
    report.writes++;
    if (report.writes % 5 > 0 || isOver) return;
    report.searches++;
    if (!await isFound(said.wrote, { store, search })) report.missed++;
  }

  async function keepRunning(slot: number): Promise<void> {
    while (!isOver) {
      const args = ["run", "-A", "--no-check", import.meta.filename!, "child", path];
      const child = new Deno.Command(Deno.execPath(), {
        args: [...args, JSON.stringify(place)],
        stdout: "piped",
      }).spawn();
      children[slot] = child;
      let rest = "";
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) await take(line);
      }
      await child.status;
    }
  }

  const running = Array.from({ length: PROCESSES }, (_, slot) => keepRunning(slot));
  while (report.kills < kills) {
    const before = report.writes;
    await sleep(200 + Math.random() * 600);
    // While nobody has got to work yet, there is nothing to interrupt.
    if (report.writes === before) continue;
    if (kill(children[Math.floor(Math.random() * PROCESSES)])) report.kills++;
  }
  isOver = true;
  children.forEach(kill);
  await Promise.all(running);

  for (const userId of USERS) {
    await search.forUser({ userId, includePrivate: true }).searchEntries({ query: "word" });
    const journal = await versionsInJournal(store, userId);
    const index = await versionsInIndex(place, ownerOf(userId));
    report.entries += journal.size;
    const ids = new Set([...journal.keys(), ...index.keys()]);
    for (const id of ids) if (journal.get(id) !== index.get(id)) report.different++;
  }
  await search.close();
  store.close();
  return report;
}

interface Wrote {
  userId: string;
  id: string;
  word: string;
}

/** A line that a process prints. */
interface Said {
  wrote?: Wrote;
  searched?: true;
  missed?: string;
  fault?: string;
}

/** Whether a search finds the word, if the entry still has it. */
async function isFound(
  { userId, id, word }: Wrote,
  { store, search }: { store: Store; search: ReturnType<typeof openSearch> },
): Promise<boolean> {
  const owner = { userId, includePrivate: true };
  const { entries } = await search.forUser(owner).searchEntries({ query: word });
  if (entries.some((entry) => entry.id === id)) return true;
  const entry = await openJournal(store, owner).getEntry(id);
  return entry.trashedAt !== undefined || !entry.content.includes(word);
}

/** Writes and searches until it is killed. */
async function work(path: string, place: Place): Promise<void> {
  const store = await openStore(path);
  const say = (said: Said) =>
    Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(said) + "\n"));
  const search = openSearch({
    store,
    ...place,
    onFault: (fault) => say({ fault: String(fault) }),
  });
  const written: Wrote[] = [];
  for (let n = 0;; n++) {
    const word = `word${crypto.randomUUID().replaceAll("-", "")}`;
    const content = `some text with ${word}`;
    const old = Math.random() < 0.5 ? written.splice(n % (written.length || 1), 1)[0] : undefined;
    const userId = old?.userId ?? USERS[n % USERS.length];
    const journal = openJournal(store, { userId, includePrivate: true }, {
      onWrite: search.changed,
    });
    const { id } = old
      ? await journal.updateEntry(old.id, { content })
      : await journal.createEntry({ title: "x", content });
    const wrote = { userId, id, word };
    say({ wrote });
    if (Math.random() < 0.2) await journal.trashEntry(id);
    else written.push(wrote);
    if (Math.random() < 0.5) {
      say(await isFound(wrote, { store, search }) ? { searched: true } : { missed: word });
    }
  }
}

/** An entry has one change, at its own versionstamp. */
async function versionsInJournal(store: Store, userId: string): Promise<Map<string, string>> {
  const changes = await Array.fromAsync(openChangeReader(store, userId).changes(""));
  return new Map(changes.map(({ id, versionstamp }) => [id, versionstamp]));
}

async function versionsInIndex(place: Place, owner: string): Promise<Map<string, string>> {
  if (place.databaseUrl === undefined) {
    using database = new DatabaseSync(`${place.directory}/${owner}.sqlite`);
    const rows = database.prepare("select id, versionstamp from search_entry").all();
    return new Map(rows.map(({ id, versionstamp }) => [String(id), String(versionstamp)]));
  }
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select id, versionstamp from search_entry where owner = $1",
    [owner],
  );
  await client.end();
  return new Map(rows.map(({ id, versionstamp }) => [id, versionstamp]));
}

function kill(child: Deno.ChildProcess | undefined): boolean {
  try {
    child?.kill("SIGKILL");
    return child !== undefined;
  } catch {
    return false;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

if (import.meta.main) {
  const [what, ...rest] = Deno.args;
  if (what === "child") await work(rest[0], JSON.parse(rest[1]));
  const directory = await Deno.makeTempDir();
  const programs = findPostgres();
  await using server = what === "postgres" && programs ? await startPostgres(programs) : undefined;
  const place = server ? { databaseUrl: server.url } : { directory };
  const kills = Number(rest[0] ?? 40);
  console.log(what, await crash({ path: `${directory}/journal.kv`, place, kills }));
  await Deno.remove(directory, { recursive: true });
}

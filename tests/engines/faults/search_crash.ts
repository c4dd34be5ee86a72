import { encryptedBlobs, fileBlobs } from "../../../lib/blobs/mod.ts";
import { openJournal, sweepEverybody } from "../../../lib/journal/mod.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import { openSearch } from "../../../lib/search/mod.ts";
import { DAY_MS } from "../../../lib/time.ts";
import { fileFaults } from "./file_faults.ts";
import { differences } from "./index_differences.ts";
import { isFound } from "./is_found.ts";
import { journalFaults } from "./journal_faults.ts";
import { KEY, type Place, type Said, USERS, type Wrote } from "./protocol.ts";

/** What happened. Only the first five may be anything but nothing. */
export interface CrashReport {
  kills: number;
  /** Writes that were acknowledged. */
  writes: number;
  searches: number;
  /** Entries in the journals in the end, also those in the trash. */
  entries: number;
  /** Uses of files by entries and revisions, in the end. */
  files: number;
  /** Acknowledged writes that are not in the journal in the end, as they were with their files. */
  lost: string[];
  /** Acknowledged writes that a search after them, in the same or another process, did not find. */
  missed: number;
  /** Entries of which the index holds, in the end, another state than the journal. */
  different: string[];
  /** Rows of the journals that are missing, or that no entry accounts for; the same of bytes. */
  torn: string[];
  faults: string[];
}

const PROCESSES = 3;

/** On a slow machine a process may die with its first write, which has no file and is not searched. */
const WRITES_A_KILL = 10;

/**
 * Lets processes write into the same journals and search in them, kills one after the other at a
 * random moment until `kills` have died and enough was written, and compares acknowledgements,
 * journals and index.
 */
export async function crash(place: Place, { kills }: { kills: number }): Promise<CrashReport> {
  const report: CrashReport = {
    ...{ kills: 0, writes: 0, searches: 0, entries: 0, files: 0 },
    ...{ lost: [], missed: 0, different: [], torn: [], faults: [] },
  };
  const { kv, blobs: directory, ...index } = place;
  const blobs = await encryptedBlobs(fileBlobs(directory), KEY);
  const store = await openStore(kv);
  const search = openSearch({
    store,
    ...index,
    onFault: (fault) => report.faults.push(String(fault)),
  });
  const last = new Map<string, Wrote | "purging" | "purged">();
  const children: Deno.ChildProcess[] = [];
  let isOver = false;

  async function take(said: Said): Promise<void> {
    if (said.kind === "fault") report.faults.push(said.message);
    else if (said.kind === "searched") count(said.found);
    else if (said.kind !== "wrote") last.set(said.id, said.kind);
    else {
      last.set(said.wrote.id, said.wrote);
      report.writes++;
      if (report.writes % 5 === 0 && !isOver) count(await isFound(said.wrote, { store, search }));
    }
  }

  function count(isThere: boolean): void {
    report.searches++;
    if (!isThere) report.missed++;
  }

  async function keepRunning(slot: number): Promise<void> {
    while (!isOver) {
      children[slot] = startWorker(place);
      for await (const line of linesOf(children[slot].stdout)) await take(JSON.parse(line));
      await children[slot].status;
    }
  }

  const running = Array.from({ length: PROCESSES }, (_, slot) => keepRunning(slot));
  while (report.kills < kills || report.writes < kills * WRITES_A_KILL) {
    const before = report.writes;
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 600));
    // While nobody has got to work yet, there is nothing to interrupt.
    if (report.writes === before) continue;
    if (kill(children[Math.floor(Math.random() * PROCESSES)])) report.kills++;
  }
  isOver = true;
  children.forEach(kill);
  await Promise.all(running);

  for (const [id, state] of last) if (!await isKept(store, { id, state })) report.lost.push(id);
  for (const userId of USERS) {
    await search.forUser({ userId, includePrivate: true }).searchEntries({ query: "word" });
    const { entries, different } = await differences(place, { store, userId });
    report.entries += entries;
    report.different.push(...different);
    report.torn.push(...await journalFaults(store, userId));
  }
  // A purge frees what it had, which then waits for nobody any more: so twice.
  for (const days of [2, 4]) {
    const now = () => Date.now() + days * DAY_MS;
    const { signal } = new AbortController();
    await sweepEverybody(store, {
      ...{ now, onWrite: () => {}, signal },
      blobs: { blobs, maxBytes: Infinity },
    });
  }
  const files = await fileFaults(store, { blobs, users: USERS });
  report.files = files.uses;
  report.torn.push(...files.faults);
  await search.close();
  store.close();
  return report;
}

function startWorker(place: Place): Deno.ChildProcess {
  const worker = new URL("worker.ts", import.meta.url).pathname;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", worker, JSON.stringify(place)],
    stdout: "piped",
  }).spawn();
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncIterable<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

/** A later write may have followed that nobody was told of. */
async function isKept(
  store: Store,
  { id, state }: { id: string; state: Wrote | "purging" | "purged" },
): Promise<boolean> {
  if (state === "purging") return true;
  const found = await Promise.all(USERS.map((userId) => {
    const journal = openJournal(store, { userId, includePrivate: true });
    return journal.getEntry(id).catch(() => undefined);
  }));
  const entry = found.find((each) => each !== undefined);
  if (state === "purged") return entry === undefined;
  if (entry === undefined || entry.version < state.version) return false;
  if (entry.version > state.version) return true;
  const files = (entry.attachments ?? []).map(({ sha256 }) => sha256);
  return entry.content.includes(state.word) && `${files}` === `${state.files}`;
}

function kill(child: Deno.ChildProcess | undefined): boolean {
  try {
    child?.kill("SIGKILL");
    return child !== undefined;
  } catch {
    return false;
  }
}

import { encryptedBlobs, fileBlobs } from "../../../lib/blobs/mod.ts";
import { type AttachmentRef, type Journal, openJournal } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { openSearch } from "../../../lib/search/mod.ts";
import { isFound } from "./is_found.ts";
import { KEY, type Place, type Said, USERS, type Wrote } from "./protocol.ts";

const MAX_BYTES = 2 ** 30;

/** Writes and searches until it is killed. Every acknowledged write is told before the next one. */
async function work({ kv, blobs: directory, ...place }: Place): Promise<void> {
  const store = await openStore(kv);
  const blobs = { blobs: await encryptedBlobs(fileBlobs(directory), KEY), maxBytes: MAX_BYTES };
  const search = openSearch({
    store,
    ...place,
    onFault: (fault) => say({ kind: "fault", message: String(fault) }),
  });
  const written: Wrote[] = [];
  const journalOf = (userId: string) =>
    openJournal(store, { userId, includePrivate: true }, { onWrite: search.changed, blobs });

  /** Writes an entry beside others, so that some come in one commit. */
  async function addOne(_: unknown, n: number): Promise<Wrote> {
    const [userId, word] = [USERS[n % USERS.length], newWord()];
    const { tags: _tags, createMissingTags: _create, ...fields } = someFields();
    const draft = { title: "x", ...fields, content: someContent(word) };
    const { id, version } = await journalOf(userId).createEntry(draft);
    const wrote = { userId, id, version, word, files: [] };
    say({ kind: "wrote", wrote });
    return wrote;
  }

  for (let n = 0;; n++) {
    if (Math.random() < 0.3) written.push(...await Promise.all(Array.from({ length: 8 }, addOne)));
    const old = Math.random() < 0.5 ? written.splice(n % (written.length || 1), 1)[0] : undefined;
    const userId = old?.userId ?? USERS[n % USERS.length];
    const journal = journalOf(userId);
    const word = newWord();
    const files = Math.random() < 0.6 ? { attachments: await someFiles(journal, old) } : {};
    const fields = { ...someFields(), ...files, content: someContent(word) };
    const { id, version, attachments = [] } = old
      ? await journal.updateEntry(old.id, fields)
      : await journal.createEntry({ title: "x", ...fields });
    const wrote = { userId, id, version, word, files: attachments.map(({ sha256 }) => sha256) };
    say({ kind: "wrote", wrote });

    const fate = Math.random();
    if (fate < 0.1) {
      say({ kind: "purging", id });
      await journal.purgeEntry(id);
      say({ kind: "purged", id });
    } else if (fate < 0.25) await journal.trashEntry(id);
    else written.push(wrote);
    if (Math.random() < 0.5) {
      say({ kind: "searched", found: await isFound(wrote, { store, search }) });
    }
  }
}

/** Some of those that the entry has, and up to two new ones: others have the same, or nobody has. */
async function someFiles(journal: Journal, old?: Wrote): Promise<AttachmentRef[]> {
  const kept = (old?.files ?? []).filter(() => Math.random() < 0.5);
  const refs = kept.map((sha256) => ({ sha256, name: "kept" }));
  for (let n = Math.floor(Math.random() * 3); n > 0; n--) {
    const text = Math.random() < 0.4
      ? `one of ${Math.floor(Math.random() * 4)}`
      : crypto.randomUUID() + "x".repeat(Math.random() * 300_000);
    const { sha256 } = await journal.addBlob({ stream: new Blob([text]).stream(), name: "new" });
    // Now and then nobody wants it after all.
    if (Math.random() < 0.8) refs.push({ sha256, name: "new" });
  }
  return refs;
}

function newWord(): string {
  return `word${crypto.randomUUID().replaceAll("-", "")}`;
}

function someFields() {
  return {
    isPrivate: Math.random() < 0.2,
    isFavorite: Math.random() < 0.2,
    mood: pick(["calm", "glad"]),
    tags: [pick(["home", "work"]), pick(["sea", "home"])],
    createMissingTags: true,
  };
}

/** Now and then so long that it is kept apart from its entry, in more than one piece. */
function someContent(word: string): string {
  return `some text with ${word}${Math.random() < 0.1 ? " and more".repeat(10_000) : ""}`;
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)];
}

/** At once: a line that waits would be lost with the process. */
function say(said: Said): void {
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(said) + "\n"));
}

if (import.meta.main) await work(JSON.parse(Deno.args[0]));

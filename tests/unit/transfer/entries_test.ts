import assert from "node:assert/strict";
import { type ForeignEntry, piecesOf } from "../../../lib/transfer/sources/entries.ts";
import { journalIn, storeFor } from "../journal/helpers.ts";

const ZONE = { name: "Asia/Tokyo", source: "call" } as const;

function entry(changes: Partial<ForeignEntry> = {}): ForeignEntry {
  return {
    ...{ kind: "entry", key: ["diary", "1"], title: "A walk", content: "By the river." },
    ...{ occurredAt: "2024-05-01T09:30", tags: [], attachments: [], notes: [] },
    ...changes,
  };
}

Deno.test("what a reader yields is imported with its time, its files counted and its notes told", async () => {
  using store = await storeFor();
  const journal = journalIn(store);
  const items = [
    entry({ tags: ["river"], mood: "calm", notes: ["Steps: 9,000"], attachments: [{ name: "a" }] }),
    entry({ key: ["diary", "2"], title: "A day", occurredAt: "2024-05-02", isPrivate: true }),
    entry({ key: ["diary", "3"], title: "Never", occurredAt: "yesterday" }),
    { kind: "skipped" as const, what: "page.pdf", why: "It is no entry" },
  ];
  const [piece, ...more] = await Array.fromAsync(piecesOf(asyncOf(items), { zone: ZONE }));
  assert.deepEqual(more, []);
  assert.equal(piece.attachments, 1);
  assert.deepEqual(piece.leftOut.map(({ what, isNote = false }) => [what, isNote]), [
    ["A walk", true],
    ["A walk", true],
    ["Never", false],
    ["page.pdf", false],
  ]);
  assert.equal((await journal.importPiece(piece)).created, 2);
  const { entries } = await journal.listEntries();
  assert.deepEqual(entries.map(({ title, day, isPrivate }) => [title, day, isPrivate]), [
    ["A day", "2024-05-02", true],
    ["A walk", "2024-05-01", false],
  ]);
  assert.equal(new Date(entries[1].occurredAt).toISOString(), "2024-05-01T00:30:00.000Z");
  assert.equal((await journal.importPiece(piece)).skipped, 2, "it is known by its key");
});

Deno.test("a reader of many entries makes pieces that are written one by one", async () => {
  const items = Array.from({ length: 250 }, (_, n) => entry({ key: ["diary", String(n)] }));
  const pieces = await Array.fromAsync(piecesOf(asyncOf(items), { zone: ZONE }));
  assert.deepEqual(pieces.map(({ groups }) => groups.length), [100, 100, 50]);
});

async function* asyncOf<T>(items: readonly T[]): AsyncIterable<T> {
  for (const item of items) yield await Promise.resolve(item);
}

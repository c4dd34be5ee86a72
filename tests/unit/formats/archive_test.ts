import assert from "node:assert/strict";
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import {
  blobSource,
  DamagedError,
  EncryptedError,
  fileSource,
  openArchive,
  openFolder,
  TooLargeError,
  UnsafeArchiveError,
} from "../../../lib/formats/mod.ts";
import { openFile, openZip, PHOTO, readAll, zipOf } from "./helpers.ts";

const TEXT = "It rained all day, and all night, and the day after that. ".repeat(20);

async function bytesOfZip(files: Record<string, string>): Promise<Uint8Array> {
  const zip = await zipOf(files);
  return await zip.bytes();
}

async function open(bytes: Uint8Array) {
  return await openArchive(blobSource(new Blob([bytes as BlobPart]), "a.zip"));
}

/** Where the list of members begins, in a zip without a comment. */
function directoryOf(bytes: Uint8Array): { view: DataView; at: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { view, at: view.getUint32(bytes.length - 22 + 16, true) };
}

Deno.test("a path that climbs out of the archive is refused, also with backslashes and from a root", async () => {
  for (const path of ["../up.md", "a/../../up.md", "..\\up.md", "/etc/passwd", "C:/up.md"]) {
    // Same length, so that only the names change.
    const bytes = await bytesOfZip({ ["x".repeat(path.length)]: "text" });
    const text = new TextDecoder("latin1").decode(bytes).replaceAll("x".repeat(path.length), path);
    await assert.rejects(open(Uint8Array.from(text, (c) => c.charCodeAt(0))), UnsafeArchiveError);
  }
});

Deno.test("a symbolic link is refused", async () => {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  await writer.add("2026-11-23.md", new TextReader("/etc/passwd"), {
    versionMadeBy: 0x031e,
    externalFileAttributes: (0o120777 << 16) >>> 0,
  });
  await assert.rejects(open(await writer.close()), /"2026-11-23.md" is a link or a device/);
});

Deno.test("a zip that a password protects says so", async () => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { password: "secret" });
  await writer.add("2026-11-23.md", new TextReader("text"));
  await assert.rejects(open(await writer.close()), EncryptedError);
});

Deno.test("a bomb that would unpack to more than 200 times its size is refused unread", async () => {
  const bytes = await bytesOfZip({ "2026-11-23.md": TEXT });
  const { view, at } = directoryOf(bytes);
  view.setUint32(at + 24, 0xfffffff0, true);
  await assert.rejects(open(bytes), /would unpack to \d+ times its size/);
});

Deno.test("members that share their bytes are refused", async () => {
  const bytes = await bytesOfZip({ "a.md": TEXT, "b.md": TEXT });
  const { view, at } = directoryOf(bytes);
  // The second member says that it begins where the first one does.
  view.setUint32(at + 46 + "a.md".length + view.getUint16(at + 30, true) + 42, 0, true);
  await assert.rejects(open(bytes), /shares its bytes with another member/);
});

Deno.test("a member that is larger than the archive says ends the reading of all of it", async () => {
  // Said in the list only, and in both places.
  for (const isAgreed of [false, true]) {
    const archive = await open(await zipThatSays(10, isAgreed));
    await assert.rejects(readAll(archive), UnsafeArchiveError);
  }
});

Deno.test("a member that is smaller than the archive says is left out", async () => {
  const archive = await open(await zipThatSays(TEXT.length + 10, true));
  const { entries, skipped } = await readAll(archive);
  assert.deepEqual(entries, []);
  assert.deepEqual(skipped.map(({ why }) => why), ["2026-11-23.md is damaged in the archive"]);
});

async function zipThatSays(size: number, isAgreed: boolean): Promise<Uint8Array> {
  const bytes = await bytesOfZip({ "2026-11-23.md": TEXT });
  const { view, at } = directoryOf(bytes);
  view.setUint32(at + 24, size, true);
  if (isAgreed) view.setUint32(22, size, true);
  return bytes;
}

Deno.test("a member whose bytes were changed is left out, and says that it is damaged", async () => {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level: 0 });
  await writer.add("2026-11-23.md", new TextReader("It rained"));
  await writer.add("2026-11-24.md", new TextReader("It snowed"));
  const bytes = await writer.close();
  bytes[new TextDecoder("latin1").decode(bytes).indexOf("rained")] ^= 1;
  const { entries, skipped } = await readAll(await open(bytes));
  assert.deepEqual(entries.map(({ content }) => content), ["It snowed"]);
  assert.deepEqual(skipped.map(({ why }) => why), ["2026-11-23.md is damaged in the archive"]);
});

Deno.test("a million members are refused before they are listed", async () => {
  const bytes = await bytesOfZip({ "a.md": "" });
  const { view, at } = directoryOf(bytes);
  const entry = bytes.slice(at, bytes.length - 22);
  const count = 100_001;
  const end = bytes.slice(-22);
  const endView = new DataView(end.buffer);
  endView.setUint32(12, entry.length * count, true);
  // More than fit into its 16 bits: readers count them.
  endView.setUint16(8, count & 0xffff, true);
  endView.setUint16(10, count & 0xffff, true);
  const directory = new Uint8Array(entry.length * count);
  for (let n = 0; n < count; n++) directory.set(entry, n * entry.length);
  const zip = new Blob([bytes.slice(0, at), directory, end]);
  assert.equal(view.getUint32(at, true), 0x02014b50);
  await assert.rejects(
    openArchive(blobSource(zip, "a.zip")),
    (error: Error) =>
      error instanceof TooLargeError && /more than 100,000 members/.test(error.message),
  );
});

Deno.test("a list of members of more than 64 MiB is not read into memory", async () => {
  const asked: number[] = [];
  const bytes = await bytesOfZip({ "a.md": TEXT });
  const size = 3_000_000_000;
  const end = bytes.slice(-22);
  new DataView(end.buffer).setUint32(12, 2_000_000_000, true);
  const source = {
    name: "a.zip",
    size,
    read: (offset: number, length: number) => {
      asked.push(length);
      const all = new Uint8Array(Math.min(length, size - offset));
      if (offset === 0) all.set(bytes.slice(0, length));
      if (offset + length >= size - 22) all.set(end, all.length - 22);
      return Promise.resolve(all);
    },
    close: () => Promise.resolve(),
  };
  await assert.rejects(openArchive(source), TooLargeError);
  assert(Math.max(...asked) < 10_000_000, `${Math.max(...asked)}`);
});

Deno.test("one string of 200 MB is refused after 16 MiB of it", async () => {
  let sent = 0;
  const chunk = new TextEncoder().encode("x".repeat(1_000_000));
  const head = new TextEncoder().encode(
    '{"metadata":{},"entries":[{"creationDate":"2024-01-01T00:00:00Z","richText":"","text":"',
  );
  const source = {
    name: "Journal.json",
    size: 200_000_000,
    read: (offset: number, length: number) => {
      sent = Math.max(sent, offset + length);
      return Promise.resolve(offset === 0 ? head : chunk.subarray(0, length));
    },
    close: () => Promise.resolve(),
  };
  await assert.rejects(readAll(await openArchive(source)), /a record of more than 16 MiB/);
  assert(sent < 20_000_000, `${sent} bytes were read`);
});

Deno.test("JSON that nests without end, breaks off or goes on after its end is refused", async () => {
  const begin = '{"metadata":{"version":"1"},"richText":"","entries":[{"creationDate":';
  await assert.rejects(
    readAll(await openFile("Journal.json", begin + "[".repeat(10_000))),
    /nests its values too deep/,
  );
  for (const rest of ['"2024', "}}]", ""]) {
    await assert.rejects(readAll(await openFile("Journal.json", begin + rest)), DamagedError);
  }
});

Deno.test("a file that breaks off is not a whole zip", async () => {
  const bytes = await bytesOfZip({ "a.md": TEXT, "b.md": TEXT });
  for (const length of [30, bytes.length - 30]) {
    await assert.rejects(open(bytes.slice(0, length)), DamagedError);
  }
});

Deno.test("a zip of 2 GB is read from its file by ranges, and never held in memory", async () => {
  const path = await Deno.makeTempFile({ suffix: ".zip" });
  try {
    const file = await Deno.open(path, { write: true });
    // A member that is stored, and whose bytes are a hole in the file.
    const size = 2_200_000_000;
    const name = new TextEncoder().encode("clip.mov");
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint32(18, size, true);
    local.setUint32(22, size, true);
    local.setUint16(26, name.length, true);
    await file.write(new Uint8Array(local.buffer));
    await file.write(name);
    const rest = await bytesOfZip({ "2026-11-23.md": "A film: ![](clip.mov)" });
    const { view, at } = directoryOf(rest);
    const shift = 38 + size;
    await file.seek(shift, Deno.SeekMode.Start);
    const central = new DataView(new ArrayBuffer(46));
    central.setUint32(0, 0x02014b50, true);
    central.setUint32(20, size, true);
    central.setUint32(24, size, true);
    central.setUint16(28, name.length, true);
    view.setUint32(at + 42, shift, true);
    const end = new DataView(rest.buffer, rest.byteOffset + rest.length - 22, 22);
    end.setUint16(8, 2, true);
    end.setUint16(10, 2, true);
    end.setUint32(12, end.getUint32(12, true) + 46 + name.length, true);
    end.setUint32(16, shift + at, true);
    await file.write(rest.slice(0, at));
    await file.write(new Uint8Array(central.buffer));
    await file.write(name);
    await file.write(rest.slice(at));
    file.close();

    const archive = await openArchive(await fileSource(path));
    assert.deepEqual(archive.members.map((member) => member.size), [size, 21]);
    const before = Deno.memoryUsage().rss;
    const { entries: [entry] } = await readAll(archive);
    assert.equal(entry.attachments[0].size, size);
    let seen = 0;
    for await (const chunk of await entry.attachments[0].open()) {
      seen += chunk.length;
      if (seen > 100_000_000) break;
    }
    // Other tests of the process hold some, too; the whole of it would be twice as much.
    assert(Deno.memoryUsage().rss - before < 1_000_000_000);
    await archive.close();
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("what systems add to a zip is not a part of the journal", async () => {
  const { members } = await openZip({
    ...{ "2026-11-23.md": "x", "__MACOSX/._2026-11-23.md": "x", ".DS_Store": "x" },
    "a/Thumbs.db": PHOTO,
  });
  assert.deepEqual(members.map(({ path }) => path), ["2026-11-23.md"]);
});

Deno.test("attachments are read as they are asked for, and a stream that nobody reads costs nothing", async () => {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  await writer.add("2026-11-23.md", new TextReader("![](a.jpg)"));
  await writer.add("a.jpg", new Uint8ArrayReader(PHOTO));
  const { entries: [entry] } = await readAll(await open(await writer.close()));
  const unread = await entry.attachments[0].open();
  await unread.cancel();
  assert.deepEqual(await new Response(await entry.attachments[0].open()).bytes(), PHOTO);
  assert.deepEqual(await new Response(await entry.attachments[0].open()).bytes(), PHOTO);
});

Deno.test("a folder is read as a zip of it is, and its paths are checked as well", async () => {
  const file = (path: string, content: BlobPart) => blobSource(new Blob([content]), path);
  const folder = openFolder("Vault", [
    file("Daily/2026-11-23.md", "![[a.jpg]]"),
    file("files/a.jpg", PHOTO),
    file(".DS_Store", "x"),
  ]);
  const { entries, skipped } = await readAll(folder);
  assert.deepEqual(entries.map(({ content }) => content), ["![](a.jpg)"]);
  assert.deepEqual(skipped, []);
  assert.throws(() => openFolder("Vault", [file("../up.md", "x")]), UnsafeArchiveError);
});

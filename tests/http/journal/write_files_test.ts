import assert from "node:assert/strict";
import { memoryBlobs } from "../../../lib/blobs/mod.ts";
import { ReadOnlyError } from "../../../lib/kv/read_only.ts";
import { parseForms } from "../../../scripts/browser/forms.ts";
import { sameOrigin, textOf } from "../../support/people/account.ts";
import { withJournal } from "../../support/people/own_journal.ts";
import { startServer } from "../../support/servers/server.ts";
import { fieldIn, sendWriting } from "../../support/journal/write_form.ts";

const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
);

const fileOf = (text: string, name: string) => new File([text], name, { type: "text/plain" });

Deno.test("without script, a person adds files, names them, puts them in order and takes one away", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  await sendWriting(browser, await browser.go("/journal/new"), {
    fill: { title: "Files", text: "With files" },
    files: [fileOf("one", "one.txt"), new File([PNG], "two.png"), fileOf("three", "three.txt")],
  });
  const { entries: [{ id }] } = await journal.listEntries();
  const names = async () => (await journal.getEntry(id)).attachments?.map(({ name }) => name);
  assert.deepEqual(await names(), ["one.txt", "two.png", "three.txt"]);

  const form = await browser.go(`/journal/entries/${id}/edit`);
  const [one] = (await journal.getEntry(id)).attachments!;
  await sendWriting(browser, form, {
    fillEach: { file_place: ["1", "2", "1"], file_alt: ["", "A dot", ""] },
    tick: [one.sha256],
  });
  assert.deepEqual(await names(), ["three.txt", "two.png"]);
  assert.equal((await journal.getEntry(id)).attachments![1].alt, "A dot");

  const again = await browser.go(`/journal/entries/${id}/edit`);
  await sendWriting(browser, again, { fillEach: { file_place: ["2", "2"] } });
  assert.deepEqual(await names(), ["two.png", "three.txt"], "one that moves down");
});

Deno.test("files that were chosen stay with a form that is shown again, and are seen there", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const page = await sendWriting(browser, await browser.go("/journal/new"), {
    fill: { title: "A dot", text: "![A dot](dot.png)" },
    ...{ files: [new File([PNG], "dot.png")], press: "preview" },
  });
  const sha256 = fieldIn(page, "file");
  const path = `/journal/files/new_${sha256}/small`;
  assert.equal(page.html.split(`src="${path}"`).length - 1, 2, "in the list and in the preview");
  const picture = await browser.go(path);
  assert.equal(picture.response!.status, 200);
  assert.match(picture.response!.headers.get("content-type")!, /^image\//);
  await sendWriting(browser, page, {});
  const { entries: [{ attachments }] } = await journal.listEntries();
  assert.deepEqual(attachments?.map(({ name }) => name), ["dot.png"]);

  const other = await withJournal(server, "Kody");
  assert.equal((await other.browser.go(path)).response!.status, 404);
  const stolen = await sendWriting(other.browser, await other.browser.go("/journal/new"), {
    ...{ fill: { title: "Mine?", text: "Mine?" }, press: "preview" },
  });
  const token = fieldIn(stolen, "token")!;
  const named = await other.browser.go("/journal/new", {
    method: "POST",
    body: new URLSearchParams({
      ...{ token, title: "Mine?", text: "Mine?", file: sha256!, file_name: "dot.png" },
    }),
    headers: sameOrigin(server),
  });
  assert.equal(named.response!.status, 400);
  assert.match(textOf("alert", named)!, /no file "dot.png"/);
  assert.equal((await other.journal.listEntries()).entries.length, 0);
});

Deno.test("one file that cannot be taken keeps the text and the other files from nothing", async () => {
  await using server = await startServer({ environment: { ATTACHMENTS_MAX_MB: "1" } });
  const { browser, journal } = await withJournal(server, "Ada");
  const large = new File([new Uint8Array(1_100_000)], "large.bin");
  const page = await sendWriting(browser, await browser.go("/journal/new"), {
    fill: { title: "Full", text: "Kept" },
    files: [fileOf("small", "small.txt"), large, fileOf("after", "after.txt")],
  });
  assert.equal(page.response!.status, 400);
  assert.match(textOf("alert", page)!, /“large.bin” was not taken: Journal has \d+ bytes of files/);
  assert.equal(fieldIn(page, "text"), "Kept");
  await sendWriting(browser, page, {});
  const { entries: [{ attachments }] } = await journal.listEntries();
  assert.deepEqual(attachments?.map(({ name }) => name), ["small.txt", "after.txt"]);
});

Deno.test("a file that breaks off at its beginning or in its middle does not hold the others up", async () => {
  const blobs = memoryBlobs();
  const put: typeof blobs.put = async (key, stream) => {
    const reader = stream.getReader();
    const { value } = await reader.read();
    if (value?.[0] === 33) {
      await reader.cancel();
      throw new ReadOnlyError();
    }
    reader.releaseLock();
    const rest = value ? [new Blob([value as Uint8Array<ArrayBuffer>]).stream(), stream] : [stream];
    return await blobs.put(key, ReadableStream.from(all(rest)));
  };
  async function* all(streams: ReadableStream<Uint8Array>[]) {
    for (const stream of streams) yield* stream;
  }
  await using server = await startServer({ blobs: { ...blobs, put } });
  const { browser, journal } = await withJournal(server, "Ada");
  const long = "x".repeat(400_000);
  const page = await sendWriting(browser, await browser.go("/journal/new"), {
    fill: { title: "Some", text: "Some" },
    files: [
      fileOf(long, "n".repeat(201)),
      fileOf(`!${long}`, "full.txt"),
      fileOf(long, "zwei Bäume „hier“.txt"),
    ],
  });
  assert.equal(page.response!.status, 400);
  assert.match(textOf("alert", page)!, /File name has 201 characters.*“full.txt” was not taken/);
  await sendWriting(browser, page, {});
  const { entries: [{ attachments }] } = await journal.listEntries();
  assert.deepEqual(attachments?.map(({ name }) => name), ["zwei Bäume „hier“.txt"]);
});

Deno.test("of a file whose sender goes away nothing is kept, and nobody waits for the rest", async () => {
  const blobs = memoryBlobs();
  let ended = Promise.withResolvers<string>();
  const put: typeof blobs.put = async (key, stream) => {
    try {
      return await blobs.put(key, stream);
    } finally {
      ended.resolve(key);
    }
  };
  await using server = await startServer({ blobs: { ...blobs, put } });
  const { browser, journal } = await withJournal(server, "Ada");
  const token = fieldIn(await browser.go("/journal/new"), "token")!;
  const part = (name: string) => `--b\r\nContent-Disposition: form-data; name="${name}"`;
  const form = `${part("token")}\r\n\r\n${token}\r\n${part("new_file")}; filename="x"\r\n\r\n`;
  for (const [path, head] of [["/journal/new", form], ["/journal/uploads", ""]]) {
    ended = Promise.withResolvers();
    const abort = new AbortController();
    const chunk = new TextEncoder().encode(head + "x".repeat(200_000));
    const body = new ReadableStream({ start: (controller) => controller.enqueue(chunk) });
    const type = head === "" ? "text/plain" : "multipart/form-data; boundary=b";
    const sending = browser.go(path, {
      ...{ method: "POST", body, signal: abort.signal },
      headers: { ...sameOrigin(server), "content-type": type, "x-form-token": token },
    });
    setTimeout(() => abort.abort(), 200);
    await assert.rejects(sending);
    await ended.promise;
    assert.equal((await journal.attachmentUsage()).bytes, 0);
  }
  assert.deepEqual(server.log.errors, []);
});

Deno.test("a file is taken in at once where a script brings it, and not without its form's token", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const token = fieldIn(await browser.go("/journal/new"), "token")!;
  const bring = async (headers: Record<string, string>) =>
    await browser.go("/journal/uploads", {
      method: "POST",
      body: PNG,
      headers: { ...sameOrigin(server), "x-file-name": "d%C3%B6t.png", ...headers },
    });
  const { response, html } = await bring({ "x-form-token": token });
  assert.equal(response!.status, 201);
  const { name, type, sha256 } = JSON.parse(html);
  assert.deepEqual([name, type], ["döt.png", "image/png"]);
  assert.match(sha256, /^[0-9a-f]{64}$/);
  const { bytes } = await journal.attachmentUsage();
  assert.equal(bytes, PNG.length);

  const other = await withJournal(server, "Kody");
  const theirs = fieldIn(await other.browser.go("/journal/new"), "token")!;
  const forged: Record<string, string>[] = [{}, { "x-form-token": theirs }, {
    "x-form-token": `${token}x`,
  }];
  for (const headers of forged) {
    assert.equal((await bring(headers)).response!.status, 403);
  }
  const elsewhere = { "x-form-token": token, origin: "https://evil.example" };
  const site = { "sec-fetch-site": "cross-site" };
  assert.equal((await bring({ ...elsewhere, ...site })).response!.status, 403);
});

Deno.test("without the token no file of a form is taken in, and with it none twice", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const form = await browser.go("/journal/new");
  const files = [fileOf("a secret", "secret.txt")];
  const fill = { title: "Forged", text: "Forged", token: "x" };
  const page = await sendWriting(browser, form, { fill, files });
  assert.equal(page.response!.status, 403);
  assert.equal(fieldIn(page, "text"), "Forged", "what was written is there still");
  assert.equal((await journal.attachmentUsage()).bytes, 0);
  assert.equal((await journal.listEntries()).entries.length, 0);
  const twice = await sendWriting(browser, form, {
    fill: { title: "Twice", text: "Twice" },
    files: [...files, fileOf("a secret", "again.txt")],
  });
  assert.equal(twice.response!.status, 200);
  const { entries: [{ attachments }] } = await journal.listEntries();
  assert.equal(attachments?.length, 1);
});

Deno.test("a form that is too large, broken or none is refused, and the server lives on", async () => {
  await using server = await startServer();
  const { browser, journal } = await withJournal(server, "Ada");
  const form = await browser.go("/journal/new");
  const token = fieldIn(form, "token")!;
  const long = await sendWriting(browser, form, {
    fill: { title: "x", text: "x".repeat(2 ** 20) },
  });
  assert.equal(long.response!.status, 400);
  assert.match(long.html, /The field text is too long/);
  const limit = await sendWriting(browser, form, {
    fill: { title: "x", text: "x".repeat(300_000) },
  });
  assert.match(textOf("alert", limit)!, /more than the limit of 262144/);
  assert.equal(fieldIn(limit, "text")!.length, 300_000);
  const many = new FormData();
  many.append("token", token);
  for (let n = 0; n < 400; n++) many.append("file", "x");
  const post = (body: BodyInit, type?: string) =>
    browser.go("/journal/new", {
      ...{ method: "POST", body },
      headers: { ...sameOrigin(server), ...type && { "content-type": type } },
    });
  assert.equal((await post(many)).response!.status, 400);
  const large = new FormData();
  large.append("token", token);
  for (let n = 0; n < 5; n++) large.append("file", "x".repeat(900_000));
  assert.equal((await post(large)).response!.status, 400);
  assert.equal((await post("x".repeat(4_000_000), "text/plain")).response!.status, 413);
  const torn = '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nhalf';
  assert.equal((await post(torn, "multipart/form-data; boundary=b")).response!.status, 400);
  assert.equal((await post(torn, "multipart/form-data")).response!.status, 400);
  const part = (name: string) => `\r\n--b\r\nContent-Disposition: form-data; name="${name}"`;
  const half = `${part("token").trim()}\r\n\r\n${token}${
    part("new_file")
  }; filename="x.bin"\r\n\r\n`;
  for (const length of [10, 300_000]) {
    const body = half + "x".repeat(length);
    assert.equal((await post(body, "multipart/form-data; boundary=b")).response!.status, 400);
  }
  assert.equal((await journal.listEntries()).entries.length, 0);
  assert.equal(parseForms((await browser.go("/journal/new")).html).length, 1);
  assert.deepEqual(server.log.errors, []);
});

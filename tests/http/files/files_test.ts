import assert from "node:assert/strict";
import { addressIn } from "../../support/clients/address_in.ts";
import { ERAS, type McpClient } from "../../support/clients/mcp_clients.ts";
import { callTool, ERA_NAMES } from "../../support/clients/rpc.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";
import { encryptedBlobs, memoryBlobs } from "../../../lib/blobs/mod.ts";
import { PHOTO } from "./photo.ts";

const WITHOUT_PRIVATE = EVERYTHING.filter((scope) => scope !== "entries:private");
const MINUTE = 60_000;

/** Brings a file by a signed address, and returns its key. */
async function upload(client: McpClient, bytes: Uint8Array, name: string): Promise<string> {
  const { key, url } = (await client.call("request_upload", { name })).structured;
  const response = await fetch(url, { method: "PUT", body: bytes as BodyInit });
  assert.equal(response.status, 201, await response.text());
  return key;
}

function linksOf(content: { type: string; uri: string }[]) {
  return content.filter(({ type, uri }) =>
    type === "resource_link" && uri.startsWith("epicme://attachments/")
  );
}

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, an assistant adds a photo to an entry, looks at it and gets it back`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const key = await upload(client, PHOTO, "sea.jpg");
    const written = await client.call("create_entry", {
      title: "At the sea",
      content: "We swam.",
      attachments: [key, `data:text/plain;base64,${btoa("Tide at four.")}`],
    });
    assert(!written.isError, written.text);
    const { id } = written.structured.entry;

    const read = await client.call("get_entry", { id });
    const [photo, note] = linksOf(read.content);
    assert.deepEqual(
      { ...photo, uri: undefined },
      {
        type: "resource_link",
        uri: undefined,
        name: "sea.jpg",
        mimeType: "image/jpeg",
        size: PHOTO.length,
      },
    );
    assert.match(read.text, /attachment "sea\.jpg" \(image\/jpeg, id \w+\)/);
    assert.deepEqual(await client.readBytes(photo.uri), PHOTO);
    assert.equal(new TextDecoder().decode(await client.readBytes(note.uri)), "Tide at four.");

    const photoId = photo.uri.split("/").at(-1);
    const template = "epicme://attachments/{id}";
    assert.deepEqual(await client.complete(template, "id", "SEA"), [photoId]);
    assert.deepEqual(await client.complete(template, "id", "moon"), []);
    const shown = await client.call("get_attachment", { id: photoId });
    const image = shown.content.find(({ type }) => type === "image");
    assert.equal(image.mimeType, "image/jpeg");
    const pixels = Uint8Array.fromBase64(image.data);
    const text = new TextDecoder("latin1").decode(pixels);
    assert(!text.includes("Exif") && !text.includes("Camera"), "neither place nor camera");
    assert.match(shown.text, /Shown at 30 x 60 pixels/, "upright, as it was taken");
    const file = await fetch(addressIn(shown.content));
    assert.deepEqual(await file.bytes(), PHOTO, "the file itself stays as it is");

    const { activity } = (await client.call("list_activity")).structured;
    const looks = activity.filter(({ tool }: { tool: string }) => tool === "get_attachment");
    assert.deepEqual(looks.map(({ entryId }: { entryId: string }) => entryId), [id]);

    const noteId = note.uri.split("/").at(-1);
    const { text: noPicture, content } = await client.call("get_attachment", { id: noteId });
    assert.match(noPicture, /text\/plain, 13 bytes/);
    assert(!content.some(({ type }) => type === "image"));
    assert.equal(shown.structured, undefined, "Codex shows a model no picture beside data");
    const { attachments } = read.structured.entry;
    assert.deepEqual(attachments[0], { id: photoId, name: "sea.jpg", type: "image/jpeg" });
    assert.deepEqual((await client.read(`epicme://entries/${id}`)).entry.attachments, attachments);
    const kept = await client.call("update_entry", { id, attachments: [note.uri] });
    assert.deepEqual(linksOf(kept.content).map(({ uri }) => uri), [note.uri]);
  });

  Deno.test(`in ${era}, what cannot be decoded keeps its file and says so`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const key = await upload(client, PHOTO.slice(0, 900), "torn.jpg");
    const { structured: { entry }, content } = await client.call("create_entry", {
      title: "Torn",
      content: "Torn",
      attachments: [key],
    });
    assert(entry.id);
    const [{ uri }] = linksOf(content);
    const shown = await client.call("get_attachment", { id: uri.split("/").at(-1) });
    assert(!shown.isError);
    assert.match(shown.text, /It cannot be shown: .*\. The file is kept as it is\./);
    assert.deepEqual(await client.readBytes(uri), PHOTO.slice(0, 900));
  });

  Deno.test(`in ${era}, files of private entries and of others answer as unknown ones do`, async () => {
    await using server = await startServer();
    const ada = person(server, "Ada");
    await using owner = await connect(server.resource, await ada.token(...EVERYTHING));
    await using viewer = await connect(server.resource, await ada.token(...WITHOUT_PRIVATE));
    await using eve = await connect(
      server.resource,
      await person(server, "Eve").token(...EVERYTHING),
    );
    const key = await upload(owner, PHOTO, "secret.jpg");
    const { content } = await owner.call("create_entry", {
      title: "Secret",
      content: "Secret",
      isPrivate: true,
      attachments: [key],
    });
    const [{ uri }] = linksOf(content);
    const id = uri.split("/").at(-1)!;
    const unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV_0123456789abcdef0123";
    for (const other of [viewer, eve]) {
      assert.deepEqual(await other.complete("epicme://attachments/{id}", "id", ""), []);
      const calls = [
        (id: string) => other.call("get_attachment", { id }),
        (id: string) => other.call("create_entry", { title: "x", content: "x", attachments: [id] }),
      ];
      for (const call of calls) {
        const [hidden, absent] = [await call(id), await call(unknown)];
        assert(hidden.isError);
        assert.equal(hidden.text.replaceAll(id, unknown), absent.text);
      }
      await assert.rejects(other.readBytes(uri));
      const taken = await other.call("create_entry", {
        title: "x",
        content: "x",
        attachments: [key],
      });
      assert.equal(taken.errorCode, "not_found", "another client's upload is unknown");
    }
  });

  Deno.test(`in ${era}, a file at an address of others is fetched, and what fails is told in our words`, async () => {
    const asked: string[] = [];
    await using server = await startServer({
      fetchFile: (input) => {
        asked.push(String(input));
        if (String(input).endsWith("sea.jpg")) return Promise.resolve(new Response(PHOTO));
        return Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7:443"));
      },
    });
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const add = (address: string) =>
      client.call("create_entry", { title: "x", content: "x", attachments: [address] });
    const [link] = linksOf((await add("https://photos.example/a/sea.jpg")).content);
    assert.equal((link as unknown as { name: string }).name, "sea.jpg");
    const failed = await add("https://intern.example/secret");
    assert.match(failed.text, /cannot be fetched from its address/);
    assert(!failed.text.includes("10.0.0.7"));
    for (
      const wrong of ["https://u:p@photos.example/sea.jpg", "http://photos.example/sea.jpg", ""]
    ) {
      assert((await add(wrong)).isError, wrong);
    }
    assert.equal(asked.length, 2);
  });
}

Deno.test("a signed address is for one file, 15 minutes, and no other", async () => {
  let time = Date.now();
  await using server = await startServer({ now: () => time });
  const [connect] = Object.values(ERAS);
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await connect(server.resource, token);
  const { structured: { key, url } } = await client.call("request_upload", { name: "sea.jpg" });
  assert(!url.includes(key), "it is sealed");
  const put = (to: string) => fetch(to, { method: "PUT", body: PHOTO });
  assert.equal((await put(`${url.slice(0, -2)}AA`)).status, 404);
  assert.equal((await put(url.replace("/upload/", "/download/"))).status, 404);
  assert.equal((await fetch(url.replace("/upload/", "/download/"))).status, 404);
  assert.equal((await put(url)).status, 201);
  assert.equal((await put(url)).status, 409, "one file");

  const { content, structured: { entry } } = await client.call("create_entry", {
    title: "x",
    content: "x",
    attachments: [key],
  });
  const [{ uri }] = linksOf(content);
  const id = uri.split("/").at(-1);
  const link = addressIn((await client.call("get_attachment", { id })).content);
  assert.equal((await put(link.replace("/download/", "/upload/"))).status, 404);
  const ok = await fetch(link, { headers: { range: "bytes=2-5" } });
  assert.equal(ok.status, 206);
  assert.deepEqual(await ok.bytes(), PHOTO.slice(2, 6));
  const headers = Object.fromEntries(ok.headers);
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.match(headers["content-security-policy"], /^sandbox; default-src 'none'/);
  assert.equal(headers["content-disposition"], "inline; filename*=UTF-8''sea.jpg");
  assert.match(headers["cache-control"], /no-store/);
  assert.equal(headers["access-control-allow-origin"], undefined);

  time += 15 * MINUTE + 1;
  assert.equal((await fetch(link)).status, 404, "its time is over");
  assert(server.log.events.length > 0);
  assert(!JSON.stringify(server.log).includes(link.split("/").at(-1)!), "no log has it");
  const again = addressIn((await client.call("get_attachment", { id: uri })).content);
  await client.call("delete_entry", { id: entry.id });
  time += 31 * 24 * 60 * MINUTE;
  assert.equal((await fetch(again)).status, 404);
});

Deno.test("an address that was given without private entries ends when its entry becomes private", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  const [connect] = Object.values(ERAS);
  await using owner = await connect(server.resource, await ada.token(...EVERYTHING));
  await using viewer = await connect(server.resource, await ada.token(...WITHOUT_PRIVATE));
  const page = `data:text/html;base64,${btoa("<script>alert(1)</script>")}`;
  const written = await owner.call("create_entry", {
    title: "x",
    content: "x",
    attachments: [page],
  });
  const id = linksOf(written.content)[0].uri.split("/").at(-1);
  const url = addressIn((await viewer.call("get_attachment", { id })).content);
  const file = await fetch(url);
  assert.equal(file.headers.get("content-type"), "text/plain; charset=utf-8");
  await file.body?.cancel();
  await owner.call("update_entry", { id: written.structured.entry.id, isPrivate: true });
  assert.equal((await fetch(url)).status, 404);
});

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, files need the scopes of their entries`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token("tags:read");
    const calls: [string, object, string][] = [
      ["request_upload", { name: "a" }, "entries:write"],
      ["get_attachment", { id: "x_y" }, "entries:read"],
    ];
    for (const [tool, args, scope] of calls) {
      const { status, headers } = await callTool(server.resource, { era, token, tool, args });
      assert.equal(status, 403);
      assert.match(headers.get("www-authenticate")!, new RegExp(scope));
    }
  });
}

Deno.test("a damaged file is an error that says so, to a model, at its address and in the log", async () => {
  const inner = memoryBlobs();
  const blobs = await encryptedBlobs(inner, { key: new Uint8Array(32), plainUntil: 0 });
  await using server = await startServer({ blobs });
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await ERAS["2026-07-28"](server.resource, token);
  const key = await upload(client, PHOTO, "sea.jpg");
  const { content } = await client.call("create_entry", {
    title: "x",
    content: "x",
    attachments: [key, `data:text/plain;base64,${btoa("Tide at four.")}`],
  });
  const [{ uri }, note] = linksOf(content);
  const address = addressIn((await client.call("get_attachment", { id: note.uri })).content);
  for (const each of await Array.fromAsync(inner.list(""))) {
    await inner.put(each, new Blob([PHOTO]).stream());
  }
  const { isError, errorCode, text } = await client.call("get_attachment", { id: uri });
  assert.deepEqual([isError, errorCode], [true, "damaged"]);
  assert.match(text, /"sea\.jpg" are damaged on the server\. Tell the person/);
  const response = await fetch(address);
  assert.equal(response.status, 500);
  assert.equal((await response.json()).error, "damaged");
  await assert.rejects(client.readBytes(uri), /damaged/);
  const faults = server.log.errors.map((each) => (each as { event: string }).event);
  assert.deepEqual(faults, ["damaged_file", "damaged_file", "damaged_file"]);
});

Deno.test("who asks at an address what the file is has no bytes of it opened", async () => {
  const inner = memoryBlobs();
  let opened = 0;
  const get: typeof inner.get = (key, range) => (opened++, inner.get(key, range));
  await using server = await startServer({ blobs: { ...inner, get } });
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await ERAS["2026-07-28"](server.resource, token);
  const note = `data:text/plain;base64,${btoa("Tide at four.")}`;
  const written = await client.call("create_entry", {
    ...{ title: "x", content: "x", attachments: [note] },
  });
  const [{ uri }] = linksOf(written.content);
  const address = addressIn((await client.call("get_attachment", { id: uri })).content);
  opened = 0;
  const head = await fetch(address, { method: "HEAD", headers: { range: "bytes=0-3" } });
  assert.deepEqual([head.status, head.headers.get("content-range")], [206, "bytes 0-3/13"]);
  assert.equal(opened, 0, "nobody would close it");
});

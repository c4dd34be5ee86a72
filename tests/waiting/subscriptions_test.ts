import assert from "node:assert/strict";
import { listenTo } from "../support/clients/listener.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { callTool, send } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";
import { connect, create, TAGS } from "./listening.ts";

Deno.test("a listener hears of every kind of change, and only of what it asked for", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await connect(server.resource, token);
  const one = (await create(client, { title: "One" })).id;
  const other = (await create(client, { title: "Other" })).id;
  await using listener = await listenTo(server.resource, {
    token,
    uris: [TAGS, `epicme://entries/${one}`],
  });

  for (
    const [tool, args] of [
      ["update_entry", { id: one, title: "One more" }],
      ["delete_entry", { id: one }],
      ["restore_entry", { id: one }],
      ["add_tag_to_entry", { id: one, tag: "Work" }],
    ] as const
  ) {
    if (tool === "add_tag_to_entry") {
      await client.call("create_tag", { name: "Work" });
      await listener.hears(TAGS);
    }
    listener.forget();
    const { isError, text } = await client.call(tool, args);
    assert(!isError, text);
    await Promise.all([listener.hears("list"), listener.hears(`epicme://entries/${one}`)]);
  }
  listener.forget();
  await client.call("update_entry", { id: other, title: "Another" });
  await listener.hears("list");
  assert.deepEqual(listener.heard.filter((what) => what.includes(other)), []);
});

Deno.test("a listener hears of a file when its entry changes, and of no file of another entry", async () => {
  await using server = await startServer();
  const token = await person(server, "Ada").token(...EVERYTHING);
  await using client = await connect(server.resource, token);
  const attachments = [`data:text/plain;base64,${btoa("Tide")}`];
  const one = await create(client, { title: "One", attachments });
  const other = await create(client, { title: "Other", attachments });
  const fileOf = async ({ id }: { id: string }) => {
    const { content } = await client.call("get_entry", { id });
    return content.find(({ uri }) => uri?.startsWith("epicme://attachments/")).uri as string;
  };
  const uris = [await fileOf(one), await fileOf(other)];
  await using listener = await listenTo(server.resource, { token, uris });
  await client.call("delete_entry", { id: one.id });
  await listener.hears(uris[0]);
  assert(!listener.heard.includes(uris[1]));
});

Deno.test("a listener hears nothing of another person's thousand changes", async () => {
  await using server = await startServer({ environment: { RATE_LIMIT_PER_MINUTE: "100000" } });
  const ada = await person(server, "Ada").token(...EVERYTHING);
  const bob = await person(server, "Bob").token(...EVERYTHING);
  await using writer = await connect(server.resource, ada);
  const { id } = await create(writer, { title: "Ada's" });
  const { structured: { tag } } = await writer.call("create_tag", { name: "Ada's" });
  const uris = [
    TAGS,
    `epicme://tags/${tag.id}`,
    `epicme://entries/${id}`,
    "epicme://users/current",
  ];
  await using bobs = await listenTo(server.resource, { token: bob, uris });
  await using adas = await listenTo(server.resource, { token: ada, uris });

  for (let n = 0; n < 1_000; n += 50) {
    await Promise.all(
      Array.from(
        { length: 50 },
        (_, k) =>
          k % 2
            ? writer.call("update_entry", { id, title: `Change ${n + k}` })
            : create(writer, { title: `Entry ${n + k}` }),
      ),
    );
  }
  await writer.call("update_tag", { id: tag.id, name: "Still Ada's" });
  await Promise.all(uris.slice(0, 3).map((uri) => adas.hears(uri)));

  // Bob's own change comes after them on Bob's stream: whatever leaked would be there by now.
  await callTool(server.resource, {
    era: "2026-07-28",
    token: bob,
    tool: "create_entry",
    args: { title: "Bob's", content: "Mine" },
  });
  await bobs.hears(TAGS);
  assert.deepEqual([...bobs.heard].sort(), [TAGS, "list"]);
});

Deno.test("without entries:private a listener hears of no private entry, until it can see it", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  const everything = await ada.token(...EVERYTHING);
  const open = await ada.token(...EVERYTHING.filter((scope) => scope !== "entries:private"));
  await using client = await connect(server.resource, everything);
  const { id } = await create(client, { title: "Secret", isPrivate: true });
  const uris = [TAGS, `epicme://entries/${id}`];
  await using listener = await listenTo(server.resource, { token: open, uris });
  await using owner = await listenTo(server.resource, { token: everything, uris });

  await client.call("update_entry", { id, title: "More secret" });
  await create(client, { title: "Another secret", isPrivate: true });
  await owner.hears(`epicme://entries/${id}`);
  const { id: visible } = await create(client, { title: "For all to see" });
  await listener.hears("list");
  assert.deepEqual(listener.heard.filter((what) => what.includes(id)), []);

  await client.call("update_entry", { id, isPrivate: false });
  await listener.hears(`epicme://entries/${id}`);
  listener.forget();
  await client.call("update_entry", { id, isPrivate: true });
  await listener.hears(`epicme://entries/${id}`);
  listener.forget();
  await client.call("update_entry", { id, title: "Secret again" });
  await client.call("update_entry", { id: visible, title: "Still for all" });
  await listener.hears("list");
  assert.deepEqual(listener.heard.filter((what) => what.includes(id)), []);
});

Deno.test("without entries:private a listener hears of no tag that only private entries have", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  const everything = await ada.token(...EVERYTHING);
  const open = await ada.token(...EVERYTHING.filter((scope) => scope !== "entries:private"));
  await using client = await connect(server.resource, everything);
  await using listener = await listenTo(server.resource, { token: open, uris: [TAGS] });
  await using owner = await listenTo(server.resource, { token: everything, uris: [TAGS] });

  const tagged = { tags: ["Hidden"], createMissingTags: true };
  await create(client, { title: "Secret", isPrivate: true, ...tagged });
  const { structured: { tag } } = await client.call("create_tag", { name: "Hidden, too" });
  await client.call("update_tag", { id: tag.id, name: "Still hidden" });
  await owner.hears(TAGS);
  owner.forget();
  await client.call("delete_tag", { id: tag.id });
  await owner.hears(TAGS);
  assert.deepEqual(listener.heard, []);

  await create(client, { title: "For all to see", ...tagged });
  await listener.hears(TAGS);
});

Deno.test("a listener hears nothing that its scopes do not cover", async () => {
  await using server = await startServer();
  const ada = person(server, "Ada");
  await using client = await connect(server.resource, await ada.token(...EVERYTHING));
  await using profile = await listenTo(server.resource, { token: await ada.token("user:read") });
  await using tags = await listenTo(server.resource, { token: await ada.token("tags:read") });

  await create(client, { title: "One" });
  await tags.hears("list");
  assert.deepEqual(profile.heard, []);

  const refused = await send(server.resource, {
    era: "2026-07-28",
    token: await ada.token("user:read"),
    method: "subscriptions/listen",
    params: { notifications: { resourceSubscriptions: [TAGS] } },
  });
  assert.equal(refused.status, 403);
  assert.match(refused.headers.get("www-authenticate") ?? "", /scope="tags:read"/);
});

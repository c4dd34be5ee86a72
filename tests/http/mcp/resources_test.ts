import assert from "node:assert/strict";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { startServer } from "../../support/servers/server.ts";

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, each resource reads as the tool of the same thing answers`, async () => {
    await using server = await startServer();
    await using client = await connect(
      server.resource,
      await person(server, "Ada").token(...EVERYTHING),
    );
    const { structured: { tag } } = await client.call("create_tag", { name: "River" });
    const { structured: { entry } } = await client.call("create_entry", {
      title: "By the river",
      content: "We walked. 🌊",
      tags: ["River"],
      occurredAt: "2026-03-01T09:00:00Z",
    });

    assert.deepEqual(await client.read(`epicme://entries/${entry.id}`), { entry });
    assert.deepEqual(await client.read(`epicme://tags/${tag.id}`), {
      tag: { ...tag, entryCount: 1 },
    });
    assert.deepEqual(await client.read("epicme://tags"), { tags: [{ ...tag, entryCount: 1 }] });
    const { structured: me } = await client.call("whoami");
    assert.deepEqual(await client.read("epicme://users/current"), me);

    const templates = await client.listTemplates();
    assert.deepEqual(templates.map(({ uriTemplate }) => uriTemplate), [
      "epicme://tags/{id}",
      "epicme://entries/{id}",
      "epicme://attachments/{id}",
    ]);
  });

  Deno.test(`in ${era}, resources are listed page by page, each once, the newest entry first`, async () => {
    await using server = await startServer();
    await using client = await connect(
      server.resource,
      await person(server, "Ada").token(...EVERYTHING),
    );
    const ids: string[] = [];
    for (let n = 0; n < 120; n++) {
      const day = new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
      const result = await client.call("create_entry", {
        title: `Day ${n}`,
        content: `What happened on day ${n}`,
        occurredAt: day,
        tags: [`tag ${n % 3}`],
        createMissingTags: true,
      });
      ids.unshift(result.structured.entry.id);
    }
    const listed = await client.listResources();
    const uris = listed.map(({ uri }) => uri);
    assert.equal(new Set(uris).size, uris.length);
    assert.equal(uris.filter((uri) => uri.startsWith("epicme://tags/")).length, 3);
    assert.deepEqual(
      uris.filter((uri) => uri.startsWith("epicme://entries/")),
      ids.map((id) => `epicme://entries/${id}`),
    );
    const newest = listed.find(({ uri }) => uri.endsWith(ids[0]))!;
    assert.equal(newest.name, "Day 119");
    assert.equal(newest.description, "2026-04-30: What happened on day 119");
  });

  Deno.test(`in ${era}, a token sees only the resources that its scopes cover`, async () => {
    await using server = await startServer();
    const ada = person(server, "Ada");
    await using writer = await connect(server.resource, await ada.token(...EVERYTHING));
    const secret = await writer.call("create_entry", {
      title: "Secret",
      content: "Nobody knows",
      isPrivate: true,
      tags: ["Hidden"],
      createMissingTags: true,
    });
    const open = await writer.call("create_entry", { title: "Open", content: "Everybody knows" });

    await using reader = await connect(server.resource, await ada.token("entries:read"));
    const seen = (await reader.listResources()).map(({ uri }) => uri)
      .filter((uri) => uri.startsWith("epicme:"));
    assert.deepEqual(seen, [`epicme://entries/${open.structured.entry.id}`]);
    assert.deepEqual((await reader.listTemplates()).map(({ uriTemplate }) => uriTemplate), [
      "epicme://entries/{id}",
      "epicme://attachments/{id}",
    ]);
    const unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    const id = secret.structured.entry.id;
    const [hidden, missing] = await Promise.all(
      [id, unknown].map((each) =>
        reader.read(`epicme://entries/${each}`).then(() => assert.fail(), (error) => error)
      ),
    );
    assert.equal(hidden.code, missing.code);
    assert.equal(hidden.message.replaceAll(id, unknown), missing.message);
  });
}

const UNKNOWN = { "2026-07-28": -32602, "2025-11-25": -32002 };

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, an unknown resource is told as the protocol says, whatever its URI`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    const uris = [
      "epicme://entries/01ARZ3NDEKTSV4RRFFQ69G5FAV",
      "epicme://entries/nothing",
      "epicme://entries/",
      "epicme://entries/../tags",
      "epicme://nothing",
      "file:///etc/passwd",
      "epicme://users/1",
    ];
    for (const uri of uris) {
      const headers = era === "2026-07-28" ? { "mcp-name": uri } : undefined;
      const { body } = await send(server.resource, {
        ...{ era, token, headers },
        method: "resources/read",
        params: { uri },
      });
      assert.equal(body.error?.code, UNKNOWN[era], `${uri}: ${JSON.stringify(body)}`);
      assert.deepEqual(body.error.data, { uri });
    }
  });

  Deno.test(`in ${era}, reading a resource without its scope is a challenge that names it`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token("user:read");
    for (
      const [uri, scope] of [["epicme://tags", "tags:read"], [
        "epicme://entries/01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "entries:read",
      ]]
    ) {
      const headers = era === "2026-07-28" ? { "mcp-name": uri } : undefined;
      const answer = await send(server.resource, {
        ...{ era, token, headers },
        method: "resources/read",
        params: { uri },
      });
      assert.equal(answer.status, 403);
      const challenge = answer.headers.get("www-authenticate") ?? "";
      assert.match(challenge, /error="insufficient_scope"/);
      assert.match(challenge, new RegExp(`scope="${scope}"`));
    }
  });
}

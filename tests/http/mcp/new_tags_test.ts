import assert from "node:assert/strict";
import { readChallenge } from "../../support/clients/challenge.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { callTool, ERA_NAMES, send } from "../../support/clients/rpc.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";

const WITHOUT_TAGS_WRITE = EVERYTHING.filter((scope) => scope !== "tags:write");
const DRAFT = { title: "Lake", content: "Cold water." };

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, missing tags are made, and the answer says which are new`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    await using client = await connect(server.resource, await kody.token(...EVERYTHING));
    await client.call("create_tag", { name: "Home" });
    const created = await client.call("create_entry", { ...DRAFT, tags: ["home", "lake", "pier"] });
    assert.deepEqual(created.structured.newTags, ["lake", "pier"]);
    assert.match(created.text, /^Created\. New tags: lake, pier\.\n# Lake\n/);
    const { id } = created.structured.entry;
    const updated = await client.call("update_entry", { id, tags: ["LAKE", "boat"] });
    assert.deepEqual(updated.structured.newTags, ["boat"]);
    const known = await client.call("update_entry", { id, tags: ["lake"] });
    assert.equal("newTags" in known.structured, false);
    assert.match(known.text, /^Updated\.\n/);
  });

  Deno.test(`in ${era}, createMissingTags: false refuses missing tags by name, and makes none`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    for (const scopes of [EVERYTHING, WITHOUT_TAGS_WRITE]) {
      await using client = await connect(server.resource, await kody.token(...scopes));
      const { id } = (await client.call("create_entry", DRAFT)).structured.entry;
      const tags = { tags: ["lake", "pier"], createMissingTags: false };
      for (
        const refused of [
          await client.call("create_entry", { ...DRAFT, ...tags }),
          await client.call("update_entry", { id, ...tags }),
        ]
      ) {
        assert.deepEqual([refused.isError, refused.errorCode], [true, "not_found"]);
        assert.match(refused.text, /^There are no tags "lake", "pier"\. List the tags to see/);
      }
      assert.deepEqual((await client.call("list_tags")).structured.tags, []);
      await client.call("purge_entry", { id });
    }
  });
}

for (const era of ERA_NAMES) {
  Deno.test(`in ${era}, missing tags that may not be made are a challenge that names scope and tags`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    const token = await kody.token(...WITHOUT_TAGS_WRITE);
    const whole = await kody.token(...EVERYTHING);
    const call = (tool: string, args: object, by = token) =>
      callTool(server.resource, { era, token: by, tool, args });
    await call("create_tag", { name: "Home" }, whole);
    const { body } = await call("create_entry", { ...DRAFT, tags: ["home"] });
    const { id } = body.result.structuredContent.entry;
    for (const [tool, args] of [["create_entry", DRAFT], ["update_entry", { id }]] as const) {
      const tags = ["home", "lake", "日記", 'x", scope="entries:private", resource_metadata=evil'];
      const refused = await call(tool, { ...args, tags });
      assert.equal(refused.status, 403);
      assert.equal(refused.body.error, "insufficient_scope");
      assert.equal(
        refused.body.error_description,
        "This needs the scopes entries:write tags:write. There are no tags " +
          '"lake", "日記", "x\\", scope=\\"entries:private\\", resource_metadata=evil"',
      );
      const header = refused.headers.get("www-authenticate")!;
      // As clients look for them: the first of each, with a pattern.
      assert.equal(/scope=(?:"([^"]+)"|([^\s,]+))/.exec(header)![1], "entries:write tags:write");
      assert.equal(
        /resource_metadata=(?:"([^"]+)"|([^\s,]+))/.exec(header)![1],
        `${server.url}/.well-known/oauth-protected-resource/mcp`,
      );
      const { error, scope, error_description } = readChallenge(refused.headers);
      assert.deepEqual([error, scope], ["insufficient_scope", "entries:write tags:write"]);
      assert.match(error_description, /There are no tags \?lake\?/);
    }
    assert.equal(await countOf(server, { token: whole, era }), 1);
    const kept = await call("get_entry", { id }, whole);
    assert.equal(kept.body.result.structuredContent.entry.version, 1);
    const records = await recordsOf(server, { token: whole, era });
    assert.deepEqual(records.slice(0, 2), ["update_entry forbidden", "create_entry forbidden"]);
  });

  Deno.test(`in ${era}, a missing tag in an event stream is a result that names scope and tags`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...WITHOUT_TAGS_WRITE);
    const { status, body } = await send(server.resource, {
      era,
      token,
      method: "tools/call",
      params: {
        name: "create_entry",
        arguments: { ...DRAFT, tags: ["lake"] },
        _meta: { progressToken: 1 },
      },
    });
    const text = JSON.stringify(body);
    assert.match(text, /This needs the scopes entries:write tags:write\. There is no tag/);
    assert(status === 403 || body.result.isError, text);
  });
}

async function countOf({ resource }: TestServer, by: { token: string; era: typeof ERA_NAMES[0] }) {
  const { body } = await callTool(resource, { ...by, tool: "list_entries" });
  return body.result.structuredContent.entries.length;
}

async function recordsOf(
  { resource }: TestServer,
  by: { token: string; era: typeof ERA_NAMES[0] },
): Promise<string[]> {
  const { body } = await callTool(resource, { ...by, tool: "list_activity" });
  const { activity } = body.result.structuredContent;
  return activity.map(({ tool, outcome }: Record<string, string>) => `${tool} ${outcome}`)
    .filter((record: string) => record.includes("forbidden"));
}

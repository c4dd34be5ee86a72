import assert from "node:assert/strict";
import { TOOLS } from "../../lib/mcp/tools/mod.ts";
import type { Json } from "../support/clients/json.ts";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { type SdkProgram, startSdkProgram } from "../support/clients/sdk_program.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { installed } from "../support/programs/install.ts";
import { preparePython } from "../support/programs/python.ts";
import { startServer, type TestServer } from "../support/servers/server.ts";

const FRAMEWORKS = {
  "the OpenAI Agents SDK in strict mode": () => preparePython("openai_agents.py", "sdk_2.txt"),
  LangChain: () => preparePython("langchain_tools.py", "sdk_1.txt"),
};

const NAMES = TOOLS.map(({ name }) => name).sort();

const DOCUMENT = JSON.stringify({
  entries: [{ date: "2026-01-12", time: "07:30", title: "Swim.", body: "The water was cold." }],
});

const PLACE = {
  location: "Oslo",
  attachments: [`data:text/plain;base64,${btoa("Tide at four.")}`],
};

/** A life of an entry and a tag, through every tool. `ids` has what they are called. */
const CALLS: [tool: string, args: (ids: Record<string, string>) => Json][] = [
  ["whoami", () => ({})],
  ["create_tag", () => ({ name: "Weather" })],
  ["request_upload", () => ({ name: "sea.txt" })],
  ["create_entry", () => ({ title: "Sun", content: "All day.", mood: "good", ...PLACE })],
  ["get_entry", ({ entry }) => ({ id: entry })],
  ["get_attachment", ({ attachment }) => ({ id: attachment })],
  ["update_entry", ({ entry }) => ({ id: entry, title: "Rain" })],
  ["add_tag_to_entry", ({ entry }) => ({ id: entry, tag: "Weather" })],
  ["list_entries", () => ({})],
  ["search_entries", () => ({ query: "rain" })],
  ["list_tags", () => ({})],
  ["get_tag", ({ tag }) => ({ id: tag })],
  ["update_tag", ({ tag }) => ({ id: tag, description: "What falls from the sky" })],
  ["update_tag", ({ tag }) => ({ id: tag, name: "Skies" })],
  ["remove_tag_from_entry", ({ entry }) => ({ id: entry, tag: "Skies" })],
  ["delete_tag", ({ tag }) => ({ id: tag })],
  ["list_revisions", ({ entry }) => ({ id: entry })],
  ["restore_revision", ({ entry, revision }) => ({ id: entry, revisionId: revision })],
  ["on_this_day", () => ({})],
  ["journal_stats", () => ({})],
  ["delete_entry", ({ entry }) => ({ id: entry })],
  ["restore_entry", ({ entry }) => ({ id: entry })],
  ["export_journal", () => ({ format: "markdown" })],
  ["import_entries", () => ({ format: "jrnl", document: DOCUMENT })],
  ["list_activity", () => ({})],
  ["purge_entry", ({ entry }) => ({ id: entry })],
  ["delete_my_data", () => ({})],
];

/** What asks the person first, which none of these clients can. */
const ASKING = ["purge_entry", "delete_my_data"];

for (const [name, prepare] of Object.entries(FRAMEWORKS)) {
  const command = await installed(name, prepare);
  Deno.test({
    name: `${name} calls every tool with null for every optional argument, as if it were absent`,
    ignore: !command,
    async fn() {
      await using plainServer = await startServer();
      await using plain = await ERAS["2025-11-25"](plainServer.resource, await token(plainServer));
      await using server = await startServer();
      await using framework = await startSdkProgram(command!, {
        args: [server.resource, await token(server)],
      });
      assert.deepEqual((await framework.listTools()).sort(), NAMES);
      const withNull = await perform(framework);
      for (const [n, expected] of (await perform(plain)).entries()) {
        assert.deepEqual(withNull[n], expected);
      }
      assert.deepEqual([...new Set(CALLS.map(([tool]) => tool))].sort(), NAMES);
      assert.deepEqual(server.log.errors, []);
    },
  });
}

function token(server: TestServer): Promise<string> {
  return person(server, "Kody").token(...EVERYTHING);
}

/** Returns what each call was answered, without what differs from one journal to the next. */
async function perform(client: Pick<SdkProgram, "call">): Promise<Json[]> {
  const ids: Record<string, string> = {};
  const answers: Json[] = [];
  for (const [tool, args] of CALLS) {
    const { isError, text, structured } = await client.call(tool, args(ids));
    assert.equal(isError, ASKING.includes(tool), `${tool}: ${text}`);
    if (tool === "create_entry") ids.entry = structured.entry.id;
    if (tool === "get_entry") ids.attachment = /attachment .*, id (\w+)\)/.exec(text)![1];
    if (tool === "create_tag") ids.tag = structured.tag.id;
    if (tool === "list_revisions") ids.revision = structured.revisions[0].id;
    answers.push({
      tool,
      isError,
      ...alike({ text, structured: isError ? null : structured ?? null }),
    });
  }
  return answers;
}

function alike(answer: Json): Json {
  const text = JSON.stringify(answer)
    .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{26}_\w+/g, "(attachment)")
    .replaceAll(/(?<=files\/\w+\/)[\w.-]+/g, "(address)")
    .replaceAll(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, "(id)")
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "(person)")
    .replaceAll(/[\w-]{43}/g, "(client)")
    .replaceAll(/localhost:\d+/g, "(host)")
    // A text has the minute, and the next call may be in the next one.
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g, "(time)");
  return JSON.parse(text);
}

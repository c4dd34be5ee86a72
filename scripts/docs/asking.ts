import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { readDataset } from "../../bench/recall/data.ts";
import { TOOLS } from "../../lib/mcp/mod.ts";
import { ALL_SCOPES } from "../../lib/scopes.ts";
import { getAccessToken } from "../access_token.ts";
import { startServer } from "./docs_server.ts";

/** What a person asks, and the calls that an assistant makes of it. */
interface Conversation {
  person: string;
  why: string;
  calls: ((before: string) => Record<string, unknown>)[];
}

const CONVERSATIONS: Conversation[] = [
  {
    person: "Which drian was mother's ring in?",
    why: "The question is the query. A word that is nowhere is looked for in another spelling.",
    calls: [() => ({ query: "Which drian was mother's ring in?", limit: 2 })],
  },
  {
    person: "Where were we walking in the autumn of 2013? Leave the choir out.",
    why: "Dates go into from and to, what must not be there gets a minus.",
    calls: [() => ({
      query: "walking -choir",
      from: "2013-09-01",
      to: "2013-11-30",
      limit: 3,
    })],
  },
  {
    person: "What did the judge say of my marrow? And when was it like that again?",
    why: "`like` takes the id of an entry that was found.",
    calls: [
      () => ({ query: "What did the judge say of my marrow?", limit: 1 }),
      (before) => ({ like: before.match(/id ([0-9A-Z]{26})/)?.[1], limit: 2 }),
    ],
  },
];

/** The page docs/asking.md: what a model is told of search, and what it gets. */
export async function askingPage(): Promise<string> {
  await using server = await startServer();
  const token = await getAccessToken(server.resource, {
    account: { name: "Helen", email: "helen@example.com", password: crypto.randomUUID() },
    scope: ALL_SCOPES.join(" "),
  });
  const client = new Client({ name: "docs", version: "1" }, {
    versionNegotiation: { mode: "auto" },
  });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(server.resource), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  );
  const names = await writeJournal(client);
  const parts: string[] = [];
  for (const { person, why, calls } of CONVERSATIONS) {
    parts.push(`### "${person}"`, why);
    let before = "";
    for (const makeCall of calls) {
      const args = makeCall(before);
      const { content } = await client.callTool({ name: "search_entries", arguments: args });
      const text = content.flatMap((block) => block.type === "text" ? block.text : []).join("\n");
      before = text;
      parts.push(fence("json", shorten(JSON.stringify(args, undefined, 2), names)));
      parts.push(fence("text", shorten(text, names)));
    }
  }
  await client.close();
  const { description } = TOOLS.find(({ name }) => name === "search_entries")!;
  return [HEAD, fence("text", description), TRANSCRIPTS, ...parts].join("\n\n") + "\n";
}

const HEAD = `# Asking the journal

Made by \`deno task docs\`, by calls to a real server. How entries are ranked is in
[decisions/search.md](decisions/search.md), how often the right one is among the first in
\`deno task bench recall\`.

What a model is told of \`search_entries\`, beside its arguments:`;

const TRANSCRIPTS = `## Three conversations

The journal is an invented one of bench/recall. Each call is shown as a client
sends it, each answer as the model reads it; ids and cursors are shortened.`;

/** Writes the journal, and returns what each id is shown as. */
async function writeJournal(client: Client): Promise<Map<string, string>> {
  const { journals } = await readDataset();
  const names = new Map<string, string>();
  for (const entry of journals.find(({ name }) => name === "helen")!.entries) {
    const { id, day, title, content, tags } = entry;
    const draft = { title, content, tags, occurredAt: day };
    const { structuredContent } = await client.callTool({ name: "create_entry", arguments: draft });
    const written = structuredContent as { entry: { id: string } };
    names.set(written.entry.id, `01…${id.slice(-3)}`);
  }
  return names;
}

function shorten(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/[0-9A-Z]{26}/g, (id) => names.get(id) ?? id)
    .replace(/(cursor )\S+/, "$1WyJy…");
}

function fence(kind: string, text: string): string {
  return `\`\`\`${kind}\n${text}\n\`\`\``;
}

import assert from "node:assert/strict";
import type { Json } from "../../support/clients/json.ts";
import { callTool, type Era, send } from "../../support/clients/rpc.ts";
import { EVERYTHING, type Person } from "../../support/people/person.ts";
import type { TestServer } from "../../support/servers/server.ts";

export const WITHOUT_PRIVATE = EVERYTHING.filter((scope) => scope !== "entries:private");

/** What of the open part of a journal is asked for. */
export interface Open {
  entry: string;
  trashed: string;
  tag: string;
}

export const SECRET = {
  title: "Telltale",
  content: "Telltale river",
  mood: "Telltale",
  isPrivate: true,
  isFavorite: true,
  occurredAt: "2026-03-01T08:00:00Z",
  tags: ["Telltale"],
  createMissingTags: true,
};

/** Somebody's client, whose answers are compared as they come. */
export interface Actor {
  call(tool: string, args: object): Promise<Json>;
  raw(tool: string, args: object): Promise<string>;
  ask(method: string, params: Record<string, unknown>): Promise<string>;
  read(uri: string): Promise<string>;
}

export async function actor(
  { resource }: TestServer,
  person: Person,
  { era, scopes }: { era: Era; scopes: readonly string[] },
): Promise<Actor> {
  const token = await person.token(...scopes);
  const ask = async (method: string, params: Record<string, unknown>) => {
    const uri = era === "2026-07-28" && params.uri;
    const headers = uri ? { "mcp-name": String(uri) } : undefined;
    return JSON.stringify((await send(resource, { era, token, method, params, headers })).body);
  };
  const result = async (tool: string, args: object) =>
    (await callTool(resource, { era, token, tool, args })).body.result;
  return {
    ask,
    read: (uri) => ask("resources/read", { uri }),
    raw: async (tool, args) => JSON.stringify(await result(tool, args)),
    async call(tool, args) {
      const { isError, content, structuredContent } = await result(tool, args);
      assert(!isError, `${tool}: ${content?.[0].text}`);
      return structuredContent;
    },
  };
}

/** The open part of a journal, by a client that sees private entries and one that does not. */
export async function writeOpenly(
  { owner, viewer }: { owner: Actor; viewer: Actor },
): Promise<Open> {
  const draft = {
    title: "At the river",
    content: "We walked along the river",
    mood: "calm",
    isFavorite: true,
    occurredAt: "2026-03-01T09:00:00Z",
    createMissingTags: true,
  };
  const { entry } = await owner.call("create_entry", { ...draft, tags: ["both", "once"] });
  const { tag } = await viewer.call("create_tag", { name: "mine", description: "Mine" });
  await viewer.call("add_tag_to_entry", { id: entry.id, tag: "mine" });
  await owner.call("update_entry", { id: entry.id, tags: ["both", tag.id] });
  const other = { ...draft, title: "Another river", occurredAt: "2026-03-02T09:00:00Z" };
  await viewer.call("create_entry", { ...other, tags: ["both", "yours"] });
  const { entry: { id: trashed } } = await viewer.call("create_entry", {
    ...other,
    tags: ["gone"],
  });
  await viewer.call("update_entry", { id: trashed, content: "No river" });
  await viewer.call("delete_entry", { id: trashed });
  return { entry: entry.id, trashed, tag: tag.id };
}

/** Private entries with all that they can have, with tags of their own and with tags of others. */
export async function writePrivately(owner: Actor): Promise<void> {
  const { entry: { id } } = await owner.call("create_entry", SECRET);
  const tags = ["both", "mine", "once", "gone", "Telltale two", "Wanted", "Renamed"];
  const more = { ...SECRET, tags, mood: "calm", title: "Telltale river" };
  const { entry: other } = await owner.call("create_entry", more);
  await owner.call("update_entry", { id, content: "More of the telltale river", tags });
  await owner.call("remove_tag_from_entry", { id, tag: "Telltale two" });
  const { entry: trashed } = await owner.call("create_entry", { ...SECRET, tags: ["Telltale 3"] });
  await owner.call("delete_entry", { id: trashed.id });
  const { revisions: [revision] } = await owner.call("list_revisions", { id });
  await owner.call("restore_revision", { id, revisionId: revision.id });
  await owner.call("get_entry", { id: other.id });
  await owner.read(`epicme://entries/${id}`);
}

import { type Connection, openConnection } from "../connection.ts";
import { DRAFT } from "../draft.ts";
import { requestBytes } from "../tool_call.ts";
import { readResult } from "../tool_result.ts";

/** Somebody with a journal, and what is known of it. */
export interface Person {
  name: string;
  /** Entries that were acknowledged. */
  written: string[];
  /** How many calls were made so far, which says what comes next. */
  turn: number;
}

/** Of ten calls four read an entry, two list, one searches, two write and one changes. */
const MIX = [
  ...["create_entry", "get_entry", "list_entries", "get_entry", "get_entry"],
  ...["search_entries", "update_entry", "get_entry", "create_entry", "list_entries"],
];

/** Makes somebody. Everybody begins elsewhere in the mix, but has an entry first. */
export function newPerson(n: number): Person {
  return { name: `person-${n}`, written: [], turn: n };
}

/**
 * Makes the next call of a person, and returns the milliseconds that it took.
 *
 * @throws {Error} showing the answer, if it is anything but the success of a tool
 */
export async function nextCall(connection: Connection, port: number, person: Person) {
  const [id] = person.written;
  const tool = id === undefined ? "create_entry" : MIX[person.turn++ % MIX.length];
  const args = {
    get_entry: { id },
    list_entries: { limit: 20 },
    search_entries: { query: "Was the water high after the rain?", limit: 10 },
    update_entry: { id, mood: `calm ${person.turn % 7}` },
    create_entry: { ...DRAFT, title: `Turn ${person.turn}` },
  }[tool]!;
  const request = requestBytes({ era: "modern", port, tool, args, accessToken: person.name });
  const start = performance.now();
  const { structuredContent } = readResult(await connection.exchange(request));
  const time = performance.now() - start;
  if (tool === "create_entry") person.written.push((structuredContent.entry as { id: string }).id);
  return time;
}

/** How many entries of a person were acknowledged and are not there. */
export async function countLost(port: number, { name, written }: Person): Promise<number> {
  const connection = await openConnection(port);
  const ids = new Set<string>();
  let cursor: unknown;
  do {
    const args = { limit: 100, ...cursor !== undefined && { cursor } };
    const call = { era: "modern", port, tool: "list_entries", args, accessToken: name } as const;
    const answer = await connection.exchange(requestBytes(call));
    const page = readResult(answer).structuredContent;
    for (const { id } of page.entries as { id: string }[]) ids.add(id);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  connection.close();
  return written.filter((id) => !ids.has(id)).length;
}

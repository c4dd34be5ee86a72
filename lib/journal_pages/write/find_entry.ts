import { type Entry, NotFoundError } from "../../journal/mod.ts";
import type { Person } from "../context.ts";

/** An entry of the person, if it is there still. */
export async function findEntry(
  { journal }: Pick<Person, "journal">,
  id: string,
): Promise<Entry | undefined> {
  try {
    return await journal.getEntry(id);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

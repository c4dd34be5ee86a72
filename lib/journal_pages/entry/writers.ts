import { OWN_CLIENT } from "../../pages/own_client.ts";
import { plainText } from "../../plain_text.ts";
import type { JournalPagesContext } from "../context.ts";

/** What is known of who wrote something. */
export interface Written {
  client?: string;
  isImported?: true;
}

/** Who wrote something, as a person is told it; `name` is what an app calls itself. */
export interface Writer {
  who: { kind: "person" } | { kind: "app"; name: string; isForgotten: boolean } | undefined;
  /** A document can name anybody as its writer, also this person. */
  isImported: boolean;
}

/** Returns what tells the writers of some texts by the names that people know them by. */
export async function findWriters(
  { clientNames }: Pick<JournalPagesContext, "clientNames">,
  written: readonly Written[],
): Promise<(written: Written) => Writer> {
  const clients = written.flatMap(({ client }) => client && client !== OWN_CLIENT ? client : []);
  const names = await clientNames(new Set(clients));
  function whoIs(client: string): Writer["who"] {
    if (client === OWN_CLIENT) return { kind: "person" };
    const name = names.get(client);
    return { kind: "app", name: name ?? plainText(client) ?? "", isForgotten: name === undefined };
  }
  return ({ client, isImported = false }) => ({
    who: client ? whoIs(client) : undefined,
    isImported,
  });
}

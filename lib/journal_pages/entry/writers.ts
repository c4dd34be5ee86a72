import { plainText } from "../../plain_text.ts";
import { type JournalPagesContext, OWN_CLIENT } from "../context.ts";

/** What is known of who wrote something. */
export interface Written {
  client?: string;
  isImported?: true;
}

/** Returns what calls the writers of some texts by the names that people know them by. */
export async function nameWriters(
  { clientNames }: Pick<JournalPagesContext, "clientNames">,
  written: readonly Written[],
): Promise<(writer: Written) => string> {
  const clients = written.flatMap(({ client }) => client && client !== OWN_CLIENT ? client : []);
  const names = await clientNames(new Set(clients));
  const nameOf = (client: string) =>
    client === OWN_CLIENT
      ? "you, in your browser"
      : names.get(client) ?? `${plainText(client)}, not known any more`;
  return ({ client, isImported }) => {
    const name = client && nameOf(client);
    // A document can name anybody as its writer, also this person.
    if (isImported) return name ? `${name}, as an import says` : "an import";
    return name || "an app of which nothing is known";
  };
}

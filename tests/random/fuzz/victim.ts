import { accountOf } from "../../support/people/person.ts";
import { openSecrets } from "../../../lib/identity/storage/secrets.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import { connect, targetOf } from "../../support/people/connection.ts";
import { callTool } from "../../support/clients/rpc.ts";
import type { ServerProcess } from "../../support/programs/server_process.ts";

/** Somebody with a journal that nobody else may see or change. */
export interface Victim {
  /** Texts that may stand in no answer to anybody else, in any case of letters. */
  canaries: string[];
  /** Ids of the entries and tags: knowing them must not help. */
  ids: string[];
  clientId: string;
  /** The credential for introspection at this server. */
  resourceServer: string;
  /** All that the victim sees and all that is kept of it, to be the same before and after. */
  state(): Promise<unknown>;
}

const SCOPE = "user:read entries:read entries:write entries:private tags:read tags:write";
const FIELDS = ["title", "content", "mood", "location", "weather"];

/** Signs the victim up and fills the journal with canaries. */
export async function openVictim(server: ServerProcess): Promise<Victim> {
  const name = canary("name");
  const connection = await connect(targetOf(server), { name, parameters: { scope: SCOPE } });
  const { access_token, refresh_token } = connection.tokens;
  const call = async (tool: string, args: object = {}) => {
    const era = "2026-07-28";
    const { body } = await callTool(server.resource, { era, token: access_token, tool, args });
    if (!body.result?.structuredContent) throw new Error(`${tool}: ${JSON.stringify(body)}`);
    return body.result.structuredContent;
  };

  const tagTexts = { name: canary("tag"), description: canary("description") };
  const entryTexts = () => Object.fromEntries(FIELDS.map((field) => [field, canary(field)]));
  const texts = [entryTexts(), entryTexts(), entryTexts()];
  const { tag } = await call("create_tag", tagTexts);
  const ids: string[] = [];
  for (const [index, fields] of texts.entries()) {
    const args = { ...fields, tags: [tag.id], isPrivate: index === 1 };
    ids.push((await call("create_entry", args)).entry.id);
  }
  await call("delete_entry", { id: ids[2] });

  const see = async () => ({
    me: await call("whoami"),
    entries: await call("list_entries"),
    trash: await call("list_entries", { trashed: true }),
    tags: await call("list_tags"),
    entry: await call("get_entry", { id: ids[0] }),
  });
  const { me: { user } } = await see();
  const { signing, cookies, resourceServer } = await withStore(server, openSecrets);
  return {
    canaries: [
      ...[name, access_token, refresh_token, ...Object.values(tagTexts)],
      ...texts.flatMap((fields) => Object.values(fields)),
      // The authorization server's own secrets, which are nobody's.
      ...[signing.d!, cookies, resourceServer],
    ],
    ids: [...ids, tag.id],
    clientId: connection.client_id,
    resourceServer,
    state: async () => ({
      seen: await see(),
      kept: await withStore(server, (store) => rowsOf(store, [user.id, accountOf(name).email])),
    }),
  };
}

function canary(what: string): string {
  return `Canary-${what}-${crypto.randomUUID().slice(0, 8)}`;
}

/** The version of every row of the journals that hold a canary, and of the account. */
async function rowsOf(store: Store, owner: string[]): Promise<Record<string, string>> {
  const users = new Set<unknown>();
  const rows: Deno.KvEntry<unknown>[] = [];
  for (const part of ["journal", "identity"]) {
    for await (const row of store.read.list({ prefix: [part] })) {
      // The server's own sweep writes it, a while after the start.
      if (row.key.at(-1) === "covered_at") continue;
      rows.push(row);
      if (part === "journal" && Deno.inspect(row.value).includes("Canary-")) users.add(row.key[1]);
    }
  }
  const theirs = rows.filter(({ key }) =>
    key[0] === "journal" ? users.has(key[1]) : owner.some((each) => key.includes(each))
  );
  return Object.fromEntries(
    theirs.map(({ key, versionstamp }) => [Deno.inspect(key), versionstamp]),
  );
}

async function withStore<T>({ dataDir }: ServerProcess, read: (store: Store) => Promise<T>) {
  const store = await openStore(`${dataDir}/journal.kv`);
  try {
    return await read(store);
  } finally {
    store.close();
  }
}

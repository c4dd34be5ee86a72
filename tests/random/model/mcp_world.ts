import { listUsers, openJournal } from "../../../lib/journal/mod.ts";
import { Random } from "../fuzz/requests/random.ts";
import { clockAt } from "../../unit/journal/helpers.ts";
import { ERAS, type McpClient } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, type Person, person } from "../../support/people/person.ts";
import { startServer, type TestServer } from "../../support/servers/server.ts";
import { mcpDriver } from "./mcp_driver.ts";
import { newPerson } from "./model.ts";
import type { Driver } from "./driver.ts";
import { eraseMember, type Member, type World } from "./world.ts";

const WITHOUT_PRIVATE = EVERYTHING.filter((scope) => scope !== "entries:private");
const [MODERN, LEGACY] = ["2026-07-28", "2025-11-25"];

/** Opens the journals of two people at a real server, which clients of both eras use. */
export async function openMcpWorld(seed: number): Promise<World> {
  // A browser and the authorization server's library look at the real clock, too.
  const clock = clockAt(Date.now());
  const { now } = clock;
  const random = new Random(seed);
  // Of its own: another argument of a tool must not make another story of each seed.
  const writing = new Random(seed);
  const environment = { RATE_LIMIT_PER_MINUTE: "1000000" };
  const server = await startServer({ now, environment });
  const { store } = server;
  const clients = new AsyncDisposableStack();
  const members: Member[] = [];
  for (const name of ["Ada", "Ben"]) {
    const drivers = await signIn(server, {
      person: person(server, name),
      clients,
      random: writing,
    });
    members.push({
      userId: await userIdOf(server, { drivers, members }),
      person: newPerson(),
      keyed: [],
      drivers,
    });
  }
  return {
    ...{ random, clock, store, members, documents: undefined, outside: [] },
    // No more than tokens live.
    pass: () => clock.advance(random.below(5_000)),
    visitor(userId) {
      const viewer = { userId, client: "visitor", includePrivate: true };
      const notHere = () => Promise.reject(new Error("Not here"));
      const search = { searchEntries: notHere, count: notHere };
      return { userId, viewer, journal: openJournal(store, viewer, { now }), search };
    },
    erase: (userId) => eraseMember(store, userId),
    async [Symbol.asyncDispose]() {
      await clients.disposeAsync();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Drivers for clients of both eras, with and without private entries. */
async function signIn(
  server: TestServer,
  { person, clients, random }: { person: Person; clients: AsyncDisposableStack; random: Random },
): Promise<Driver[]> {
  const open = async (era: string, scopes: readonly string[]) =>
    clients.use(
      await ERAS[era](server.resource, await person.token(...scopes), () => "accept"),
    );
  const all = await open(MODERN, EVERYTHING);
  const most = await open(MODERN, WITHOUT_PRIVATE);
  const pairs = [
    { client: all, asking: all, includePrivate: true },
    { client: await open(LEGACY, WITHOUT_PRIVATE), asking: most, includePrivate: false },
    { client: await open(LEGACY, EVERYTHING), asking: all, includePrivate: true },
    { client: most, asking: most, includePrivate: false },
  ];
  const drivers: Driver[] = [];
  // One after the other: the newest record must be the client's own.
  for (const { client, asking, includePrivate } of pairs) {
    const viewer = { includePrivate, client: await nameOf(client) };
    drivers.push(mcpDriver(client, { asking, viewer, random }));
  }
  return drivers;
}

/** The id under which a client is known, as the person is told it. */
async function nameOf(client: McpClient): Promise<string> {
  await client.call("whoami");
  const { activity } = (await client.call("list_activity", { limit: 1 })).structured;
  return activity[0].client;
}

/** Whose journal it is in the store: a tag is made there, and removed again. */
async function userIdOf(
  { store }: TestServer,
  { drivers: [{ journal }], members }: { drivers: Driver[]; members: readonly Member[] },
): Promise<string> {
  const { id } = await journal.createTag({ name: "first" });
  await journal.deleteTag(id);
  const known = new Set(members.map(({ userId }) => userId));
  const users = await Array.fromAsync(listUsers(store));
  return users.find((userId) => !known.has(userId))!;
}

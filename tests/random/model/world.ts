import {
  eraseJournal,
  erasureKey,
  type JournalAccess,
  openJournal,
} from "../../../lib/journal/mod.ts";
import { openStore, type Store } from "../../../lib/kv/store.ts";
import { openSearch, type Search } from "../../../lib/search/mod.ts";
import { Random } from "../fuzz/requests/random.ts";
import { clockAt, DAY } from "../../unit/journal/helpers.ts";
import type { Outside } from "./check/outside.ts";
import { newPerson, type Person } from "./model.ts";
import type { Operation } from "./operations.ts";
import type { Driver } from "./driver.ts";

/** Somebody with a journal, and what should be in it. The first driver sees everything. */
export interface Member {
  userId: string;
  person: Person;
  drivers: Driver[];
  /** Writes with an idempotency key, which a client may send again one day. */
  keyed: { driver: Driver; operation: Operation }[];
}

/** Some people with their journals in one store. */
export interface World extends AsyncDisposable {
  random: Random;
  clock: ReturnType<typeof clockAt>;
  store: Store;
  members: Member[];
  /** Exports of some journals as they were, to be imported into some journal. */
  documents?: string[];
  /** What is in a journal of another app, which each of them imports now and then. */
  outside: Outside[];
  /** Lets some time go by. */
  pass(): Promise<void> | void;
  /** Another journal in the same store, to be removed again. */
  visitor(userId: string): Driver & { userId: string };
  /** Removes all that is kept of somebody's journal. */
  erase(userId: string): Promise<void>;
}

const HOLDERS = [
  { client: "desk", includePrivate: true },
  { client: "phone", includePrivate: false },
  { client: "watch", includePrivate: true },
  // Two tokens of one client need not see the same.
  { client: "desk", includePrivate: false },
];

/** One server: its handles on the database, and its search. */
export interface Instance {
  store: Store;
  search: Search;
}

/** What an instance is opened with. */
export interface InstanceOptions {
  now: () => number;
  onFault: (fault: unknown) => void;
}

/** Opens the journals of three people in memory, on a clock that stands still. */
export function openWorld(seed: number): Promise<World> {
  return openWorldOf(seed, {
    async open(options) {
      const store = await openStore(":memory:");
      return [{ store, search: openSearch({ store, ...options }) }];
    },
  });
}

/** Opens the journals of three people, whose clients use the instances in turn. */
export async function openWorldOf(
  seed: number,
  { open }: { open: (options: InstanceOptions) => Promise<Instance[]> },
): Promise<World> {
  const clock = clockAt();
  const { now } = clock;
  const random = new Random(seed);
  const faults: unknown[] = [];
  const instances = await open({ now, onFault: (fault) => faults.push(fault) });
  const [{ store }] = instances;
  const seatOf = (owner: DriverAccess, n = 0) =>
    openSeat({ ...instances[n % instances.length], owner, now });
  const forget = async (userId: string) => {
    for (const { search } of instances) await search.forget(userId);
  };
  return {
    ...{ random, clock, store, documents: [], outside: [] },
    pass: () => clock.advance(pauseFrom(random)),
    members: ["ada", "ben", "cleo"].map((userId) => ({
      userId,
      person: newPerson(),
      drivers: HOLDERS.map((viewer, n) => seatOf({ userId, ...viewer }, n)),
      keyed: [],
    })),
    visitor: (userId) => ({
      userId,
      ...seatOf({ userId, client: "visitor", includePrivate: true }),
    }),
    async erase(userId) {
      // Before, too: an index that follows a journal while it is emptied takes that for a fault.
      await forget(userId);
      await eraseMember(store, userId);
      await forget(userId);
    },
    async [Symbol.asyncDispose]() {
      for (const { search } of instances) await search.close();
      for (const { store } of instances) store.close();
      if (faults.length > 0) throw new AggregateError(faults, "The search index complained");
    },
  };
}

type DriverAccess = Required<Omit<JournalAccess, "timeZone">>;

function openSeat({ store, search, owner, now }: {
  store: Store;
  search: Search;
  owner: DriverAccess;
  now: () => number;
}): Driver {
  return {
    viewer: owner,
    journal: openJournal(store, owner, { now, onWrite: search.changed }),
    search: search.forUser(owner),
  };
}

/** Removes a journal as the end of an account does. */
export async function eraseMember(store: Store, userId: string): Promise<void> {
  await store.write.set(erasureKey(userId), {});
  await eraseJournal(store, userId);
  await store.write.delete(erasureKey(userId));
}

const MINUTE = 60_000;

/** Mostly minutes, sometimes none, and now and then long enough for the trash to be emptied. */
function pauseFrom(random: Random): number {
  const kind = random.next();
  if (kind < 0.15) return 0;
  if (kind < 0.75) return random.below(30 * MINUTE);
  return kind < 0.93 ? random.below(DAY) : random.below(12 * DAY);
}

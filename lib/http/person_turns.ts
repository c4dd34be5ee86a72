/** Lets work of several people go on side by side, none of them with more than their share. */
export interface PersonTurns {
  /** Does `work` when it is its turn among the work of the same person, and returns its result. */
  run<T>(userId: string, work: () => Promise<T>): Promise<T>;
}

export interface PersonTurnsOptions {
  /** How many pieces of work are under way at once, over all people. */
  atOnce: number;
  /** How many of one person are under way however many people there are. */
  atLeast: number;
  /** The clock, in milliseconds. */
  now: () => number;
}

interface Person {
  underWay: number;
  waiting: (() => void)[];
  /** When they last asked for something. */
  seen: number;
}

/** Who has asked for something in this time counts as somebody to share with. */
const RECENT_MS = 1_000;

/**
 * Shares `atOnce` evenly between the people who are here. Whoever is alone has all of it, so that
 * nobody waits for no reason; beside others, the requests that one person sends at once wait for each
 * other, and not everybody else for all of them.
 */
export function createPersonTurns({ atOnce, atLeast, now }: PersonTurnsOptions): PersonTurns {
  // In the order in which they were last seen.
  const people = new Map<string, Person>();
  let latest: Person | undefined;

  function arrive(userId: string): Person {
    const person = people.get(userId) ?? { underWay: 0, waiting: [], seen: 0 };
    person.seen = now();
    if (person !== latest) {
      people.delete(userId);
      people.set(userId, person);
      latest = person;
    }
    for (const [other, { underWay, waiting, seen }] of people) {
      if (person.seen - seen < RECENT_MS) break;
      if (underWay === 0 && waiting.length === 0) people.delete(other);
    }
    return person;
  }

  const share = () => Math.max(atLeast, Math.floor(atOnce / people.size));

  function leave(person: Person): void {
    person.underWay--;
    while (person.waiting.length > 0 && person.underWay < share()) {
      person.underWay++;
      person.waiting.shift()!();
    }
  }

  return {
    async run(userId, work) {
      const person = arrive(userId);
      if (person.underWay < share()) person.underWay++;
      else await new Promise<void>((resolve) => person.waiting.push(resolve));
      try {
        return await work();
      } finally {
        leave(person);
      }
    },
  };
}

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
  /** More than their share: whoever has some of this gives way to those who have none. */
  waiting: (() => void)[];
  /** Set while they do. */
  held?: ReturnType<typeof setTimeout>;
  /** When they last asked for something. */
  seen: number;
}

/** Who has asked for something in this time counts as somebody to share with. */
const RECENT_MS = 1_000;

/** The longest time for which somebody gives way. */
const HELD_MS = 20;

/**
 * Shares `atOnce` evenly between the people who are here. Whoever is alone has all of it, so that
 * nobody waits for no reason; beside others, the requests that one person sends at once wait for each
 * other, and not everybody else for all of them. What has waited begins once those who ask for no more
 * than their share are answered, or one each 20 ms: a flood gets what others leave.
 */
export function createPersonTurns({ atOnce, atLeast, now }: PersonTurnsOptions): PersonTurns {
  // In the order in which they were last seen.
  const people = new Map<string, Person>();
  let latest: Person | undefined;
  const held = new Set<Person>();
  /** How much is under way of those who have nothing waiting. */
  let modest = 0;

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

  function count(person: Person, change: 1 | -1): void {
    person.underWay += change;
    if (person.waiting.length === 0) modest += change;
  }

  function wait(person: Person): Promise<void> {
    if (person.waiting.length === 0) modest -= person.underWay;
    return new Promise((resolve) => person.waiting.push(resolve));
  }

  function beginNext(person: Person): void {
    if (person.waiting.length === 0 || person.underWay >= share()) return;
    const begin = person.waiting.shift()!;
    if (person.waiting.length === 0) modest += person.underWay;
    count(person, 1);
    begin();
  }

  /** Lets what waits begin, unless it has to give way. */
  function goOn(person: Person): void {
    while (person.waiting.length > 0 && person.underWay < share()) {
      if (modest > 0) return hold(person);
      beginNext(person);
    }
  }

  function hold(person: Person): void {
    if (person.held !== undefined) return;
    held.add(person);
    person.held = setTimeout(() => {
      release(person);
      beginNext(person);
      goOn(person);
    }, HELD_MS);
  }

  function release(person: Person): void {
    clearTimeout(person.held);
    person.held = undefined;
    held.delete(person);
  }

  function leave(person: Person): void {
    count(person, -1);
    goOn(person);
    if (modest > 0) return;
    for (const other of [...held]) {
      release(other);
      goOn(other);
    }
  }

  return {
    async run(userId, work) {
      const person = arrive(userId);
      if (person.waiting.length === 0 && person.underWay < share()) count(person, 1);
      else {
        const turn = wait(person);
        // Others may be gone since the last one had to wait.
        goOn(person);
        await turn;
      }
      try {
        return await work();
      } finally {
        leave(person);
      }
    },
  };
}

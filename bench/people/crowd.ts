import { openConnection } from "../connection.ts";
import { nextCall, type Person } from "./person.ts";

/** What people were answered. */
export interface Answers {
  latenciesMs: number[];
  /** What was answered instead of a result, each text once. */
  errors: Set<string>;
}

export interface CrowdOptions {
  port: number;
  people: readonly Person[];
  /** How many connections each of them opens when it is their turn. */
  connections: number;
  /** How many have their turn at the same time. */
  atOnce: number;
  /** What each waits between two calls, in milliseconds. */
  pauseMs: number;
  seconds: number;
}

/**
 * Lets people have their turns: each opens all of its connections, makes a call over each of them, one
 * after the other, and closes them. Then it is the next one's turn, until the time is over.
 */
export async function crowd(options: CrowdOptions): Promise<Answers> {
  const { people, atOnce, seconds } = options;
  const answers: Answers = { latenciesMs: [], errors: new Set() };
  const end = performance.now() + seconds * 1_000;
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (performance.now() < end) {
      await takeTurn(people[next++ % people.length], { ...options, end }, answers);
    }
  }));
  return answers;
}

async function takeTurn(
  person: Person,
  { port, connections, pauseMs, end }: CrowdOptions & { end: number },
  { latenciesMs, errors }: Answers,
): Promise<void> {
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  try {
    for (const connection of open) {
      if (performance.now() >= end) return;
      latenciesMs.push(await nextCall(connection, port, person));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  } catch (error) {
    errors.add(String(error).slice(0, 200));
  } finally {
    for (const connection of open) connection.close();
  }
}

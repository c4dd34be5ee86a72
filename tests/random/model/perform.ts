import assert from "node:assert/strict";
import { journalSnapshot } from "../../support/journal/snapshot.ts";
import type { Person } from "./model.ts";
import { type Operation, randomOperation } from "./operations.ts";
import { carryOut, type Driver, type Outcome, outcomeOf } from "./driver.ts";
import type { Member, World } from "./world.ts";
import { writesOf } from "./write.ts";

/** A write by somebody, and how it ended. */
export interface Done {
  driver: Driver;
  operation: Operation;
  outcome: Outcome;
}

/** Lets a member write something, and the model the same; both must answer alike. */
export async function performOne(world: World, member: Member): Promise<Done[]> {
  const [plan] = planFor(world, { member, count: 1 });
  return [await performPlanned(world, member, plan)];
}

/** Lets a member write what is planned, and the model the same. */
export async function performPlanned(
  world: World,
  member: Member,
  plan: Pick<Done, "driver" | "operation">,
): Promise<Done> {
  const before = await journalSnapshot(world.store);
  const done = {
    ...plan,
    outcome: await outcomeOf(() => carryOut(plan.driver.journal, plan.operation)),
  };
  assert.deepEqual(done.outcome, await onModel(world, { member, person: member.person, done }));
  if ("code" in done.outcome) assert.deepEqual(await journalSnapshot(world.store), before);
  return done;
}

/** Lets a member write several things at once: some order of them must explain all answers. */
export async function performAtOnce(world: World, member: Member): Promise<Done[]> {
  const plans = planFor(world, { member, count: 2 + world.random.below(2) }).map(withoutVersion);
  if (world.random.chance(0.3)) plans[1] = plans[0];
  const all = await Promise.all(plans.map(async ({ driver, operation }) => ({
    ...{ driver, operation },
    outcome: await outcomeOf(() => carryOut(driver.journal, operation)),
  })));
  let problem: unknown;
  for (const order of ordersOf(all)) {
    const person = structuredClone(member.person);
    try {
      for (const done of order) {
        assert.deepEqual(done.outcome, await onModel(world, { member, person, done }));
      }
      member.person = person;
      return all;
    } catch (error) {
      problem ??= error;
    }
  }
  throw new Error("No order of these explains their answers", { cause: problem });
}

/** The tool that purges takes no version, so that nothing says which one goes while others write. */
function withoutVersion(plan: { driver: Driver; operation: Operation }) {
  const { driver, operation } = plan;
  if (driver.told === undefined || operation.name !== "purgeEntry") return plan;
  const [id] = operation.args;
  return { driver, operation: { name: operation.name, args: [id] } satisfies Operation };
}

function planFor(
  { random, members, clock }: World,
  { member, count }: { member: Member; count: number },
) {
  const others = members.filter((other) => other !== member).map(({ person }) => person);
  const context = { random, person: member.person, others, now: clock.now() };
  return Array.from({ length: count }, () => {
    if (member.keyed.length > 0 && random.chance(0.06)) {
      const plan = random.pick(member.keyed);
      return random.chance(0.4) ? withOtherText(plan) : plan;
    }
    const plan = { driver: random.pick(member.drivers), operation: randomOperation(context) };
    if (isKeyed(plan.operation)) member.keyed.push(plan);
    return plan;
  });
}

/** The same key for another text. */
function withOtherText(
  { driver, operation }: { driver: Driver; operation: Operation },
): { driver: Driver; operation: Operation } {
  if (operation.name !== "createEntry") return { driver, operation };
  const [draft] = operation.args;
  return { driver, operation: { ...operation, args: [{ ...draft, content: "Another text." }] } };
}

function isKeyed({ name, args }: Operation): boolean {
  return name === "createEntry" && args[0].idempotencyKey !== undefined;
}

async function onModel(
  { clock }: World,
  { member, person, done: { driver, operation, outcome } }: {
    member: Member;
    person: Person;
    done: Done;
  },
): Promise<Outcome> {
  const { viewer, told } = driver;
  const answer = "value" in outcome ? outcome.value : undefined;
  // The first driver sees everything.
  const tags = told && await member.drivers[0].journal.listTags();
  const model = writesOf(person, { viewer, now: clock.now(), answer, tags });
  const expected = await outcomeOf(() => carryOut(model, operation));
  return told && "value" in expected ? { value: told(operation.name, expected.value) } : expected;
}

function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, n) => ordersOf(list.toSpliced(n, 1)).map((rest) => [first, ...rest]));
}

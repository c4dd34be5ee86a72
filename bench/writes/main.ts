/**
 * Compares `create_entry` over HTTP with bare commits of the same rows:
 *
 *     deno run -A bench/writes/main.ts [--quick] [--against <another checkout>]
 *
 * All take turns on the same disk. Machines differ and are never idle, so what counts is the ratios of
 * the rounds; with another checkout its server takes its turns, too.
 */
import { parseArgs } from "node:util";
import { median } from "../statistics.ts";
import { type Era, ERAS } from "../tool_call.ts";
import { type BareWriter, openBareWriter } from "./bare_writer.ts";
import { type Crowd, startWriter, type Writer } from "./writer.ts";

const PEOPLE = 8;
const CROWDS: Crowd[] = [
  { connections: 1, people: 1 },
  { connections: 16, people: 1 },
  { connections: 16, people: PEOPLE },
];

const { values: { quick, against } } = parseArgs({
  options: { quick: { type: "boolean" }, against: { type: "string" } },
});
const { rounds, turnMs } = quick ? { rounds: 3, turnMs: 200 } : { rounds: 9, turnMs: 1_000 };

await using stack = new AsyncDisposableStack();
const directory = await Deno.makeTempDir({ prefix: "epicme-bench-" });
stack.defer(() => Deno.remove(directory, { recursive: true }));
const bare = stack.use(await openBareWriter(`${directory}/bare.kv`));
const here = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
const ours = await start(here, "ours");
const theirs = against === undefined ? undefined : await start(against, "theirs");

for (const crowd of CROWDS) {
  for (const era of ERAS) {
    const told = await compare({ bare, ours, theirs }, { crowd, era });
    console.log(`${crowd.connections} connections of ${crowd.people}, ${era}: ${told}`);
  }
}

async function start(root: string, name: string): Promise<Writer> {
  return stack.use(
    await startWriter(root, { dataDir: `${directory}/${name}`, people: PEOPLE }),
  );
}

/** Lets them take turns, and says what came of it. */
async function compare(
  { bare, ours, theirs }: { bare: BareWriter; ours: Writer; theirs?: Writer },
  { crowd, era }: { crowd: Crowd; era: Era },
): Promise<string> {
  const results: { bare: number; ours: number; theirs: number }[] = [];
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    const result = {
      bare: await bare.run({ ...crowd, turnMs }),
      ours: await ours.run({ ...crowd, era, turnMs }),
      theirs: await theirs?.run({ ...crowd, era, turnMs }) ?? NaN,
    };
    if (round > 0) results.push(result);
  }
  const rate = (name: "bare" | "ours" | "theirs") =>
    `${Math.round(median(results.map((result) => result[name])))}/s`;
  const ratio = (to: "bare" | "theirs") =>
    spread(results.map((result) => result.ours / result[to]));
  const [toBare, toTheirs] = [ratio("bare"), ratio("theirs")];
  return `${rate("ours")}, ${toBare} of ${rate("bare")} bare commits` +
    (theirs ? `, ${toTheirs} of ${rate("theirs")} of ${against}` : "");
}

function spread(ratios: number[]): string {
  const [low, middle, high] = [Math.min(...ratios), median(ratios), Math.max(...ratios)]
    .map((ratio) => ratio.toFixed(2));
  return `${middle} (${low}-${high})`;
}

import { measureBill } from "./bill/measure_bill.ts";
import { makeOurJournals, type OurJournals } from "./calls/our_journals.ts";
import { measureCalls } from "./calls/measure_calls.ts";
import { measureFigures } from "./journal/figures.ts";
import { readOptions } from "./options.ts";
import { findPeers } from "./peers/install.ts";
import { describeMachine } from "./performance/machine.ts";
import { benchSection } from "./performance/page.ts";
import { writeSection } from "./performance/sections.ts";

/*
 * `deno task bench [--quick] [--only <tool>]... [--write]` compares this server with others that do
 * the same, or as little as can be done; a large journal with a small one; and tells what a model
 * pays. With `--write` docs/performance.md has the figures. Machines differ and are never idle, so what
 * counts is the ratios. Fails if any answer is not the right one.
 */
const options = readOptions(Deno.args);
const peers = await findPeers({ install: options.installs });
const directory = await Deno.makeTempDir({ prefix: "epicme-bench-" });
const started = performance.now();
try {
  const [before] = Deno.loadavg();
  const ours = await makeOurJournals(directory, options.sizes);
  const whole = options.isPart ? {} : { bill: await billOf(ours), figures: await figuresOf(ours) };
  const calls = await measureCalls(ours, { ...options, peers });
  const machine = await describeMachine([before, Deno.loadavg()[0]]);
  const section = benchSection({ machine, calls, ...whole });
  if (options.writes) await writeSection("bench", section);
  console.log(section);
  const minutes = (performance.now() - started) / 60_000;
  console.error(`It took ${minutes.toFixed(1)} minutes`);
} finally {
  await Deno.remove(directory, { recursive: true });
}

/** In the smallest journal, before anything else is written there. */
async function billOf({ start, journals: [{ accessToken }] }: OurJournals) {
  await using server = await start();
  return await measureBill(`http://127.0.0.1:${server.port}/mcp`, accessToken);
}

/** Of the largest journal beside the smallest. */
async function figuresOf({ directory, journals }: OurJournals) {
  const [{ userId: small }, { userId: large }] = [journals[0], journals.at(-1)!];
  return await measureFigures(`${directory}/journal.kv`, { large, small });
}

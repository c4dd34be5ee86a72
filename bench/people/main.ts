import { parseArgs } from "node:util";
import { describeMachine } from "../performance/machine.ts";
import { writeSection } from "../performance/sections.ts";
import { percentile } from "../statistics.ts";
import { crowd } from "./crowd.ts";
import { measureFloods } from "./measure_floods.ts";
import { countLost, newPerson } from "./person.ts";
import { peopleSection } from "./section.ts";
import { startPeoplesServer } from "./server.ts";

/*
 * `deno task bench:people [--minutes=15] [--people=1000] [--quick] [--write]` lets a thousand people
 * with 20 connections each use a server in turn, and then one of them flood it. It prints what the
 * server holds in memory and how long people wait, and fails if anything is answered with an error or
 * lost. With `--write` docs/performance.md has the figures.
 */
const { values } = parseArgs({
  options: {
    quick: { type: "boolean" },
    write: { type: "boolean" },
    minutes: { type: "string", default: "15" },
    people: { type: "string", default: "1000" },
  },
});
const minutes = values.quick ? 0.15 : Number(values.minutes);
const load = { connections: 20, atOnce: 8, pauseMs: 25 };
const people = Array.from(
  { length: values.quick ? 50 : Number(values.people) },
  (_, n) => newPerson(n),
);
const SAMPLES = 30;

const [before] = Deno.loadavg();
await using server = await startPeoplesServer();
const port = Number(new URL(server.local).port);
const residentBytes: number[] = [];
const sample = async () => void residentBytes.push(await server.residentBytes());
await sample();
const sampler = setInterval(sample, minutes * 60_000 / SAMPLES);
const steady = await crowd({ ...load, port, people, seconds: minutes * 60 });
clearInterval(sampler);
await sample();

const floods = await measureFloods({
  ...{ port, people, load },
  seconds: values.quick ? 2 : 12,
  rounds: values.quick ? 1 : 5,
});
let lost = 0;
for (const person of people) lost += await countLost(port, person);

const errors = [...new Set([...steady.errors, ...floods.flatMap(({ errors }) => errors)])];
const section = peopleSection({
  machine: await describeMachine([before, Deno.loadavg()[0]]),
  ...{ people: people.length, minutes, load, residentBytes, floods },
  calls: steady.latenciesMs.length,
  written: people.reduce((sum, { written }) => sum + written.length, 0),
  p50Ms: percentile(steady.latenciesMs, 0.5),
  p99Ms: percentile(steady.latenciesMs, 0.99),
  errors: errors.length,
  lost,
});
if (values.write) await writeSection("bench:people", section);
console.log(section);
for (const error of errors) console.log(error);
if (errors.length > 0 || lost > 0) Deno.exitCode = 1;

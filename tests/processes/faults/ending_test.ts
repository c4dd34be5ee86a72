import assert from "node:assert/strict";
import { type SteadyWriter, writeSteadily } from "../../support/clients/steady_writer.ts";
import { assertKept, openLives, tokenOf } from "./helpers.ts";

const WRITERS = 4;
const KILLS = 4;

Deno.test("SIGTERM under load ends the server with 0, and nothing acknowledged is lost", async () => {
  await using lives = await openLives();
  const first = await lives.start();
  const token = await tokenOf(first.resource, "Kody");
  const writers = Array.from(
    { length: WRITERS },
    (_, n) => writeSteadily(first.resource, token, `w${n}-`),
  );
  await Promise.all(writers.map(({ writes }) => writes(20)));
  const patience = setTimeout(() => first.kill(), 10_000);
  assert.equal(await first.stop(), 0);
  clearTimeout(patience);
  for (const { refusals } of writers) assertPassing(refusals);

  await using second = await lives.start();
  await Promise.all(writers.map(({ writes }) => writes(5)));
  await Promise.all(writers.map(({ stop }) => stop()));
  const writer = { acknowledged: writers.flatMap(({ acknowledged }) => acknowledged) };
  await assertKept(second.resource, { token, writer: writer as SteadyWriter });
});

Deno.test("a server that is killed again and again loses nothing that it acknowledged", async () => {
  await using lives = await openLives();
  let server = await lives.start();
  const token = await tokenOf(server.resource, "Kody");
  const writer = writeSteadily(server.resource, token);
  for (let kills = 0; kills < KILLS; kills++) {
    await writer.writes(10);
    await server.kill();
    server = await lives.start();
  }
  await writer.writes(10);
  await writer.stop();
  assertPassing(writer.refusals);
  await assertKept(server.resource, { token, writer });
  await server[Symbol.asyncDispose]();
});

/** Whoever calls while nothing listens gets no answer, and no wrong one. */
function assertPassing(refusals: SteadyWriter["refusals"]): void {
  assert.deepEqual([...refusals.keys()].filter((why) => why !== "no connection"), []);
}

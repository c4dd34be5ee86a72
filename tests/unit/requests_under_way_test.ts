import assert from "node:assert/strict";
import { isAnswering, untilAnswered, whileAnswering } from "../../lib/http/requests_under_way.ts";

Deno.test("work for nobody waits for an answer, and not for one that takes long", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const answer = whileAnswering(() => promise);
  assert(isAnswering());
  let isOver = false;
  const waiting = untilAnswered().then(() => isOver = true);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert(!isOver);
  resolve();
  await answer;
  await waiting;
  assert(!isAnswering());

  const long = Promise.withResolvers<void>();
  const stream = whileAnswering(() => long.promise);
  await untilAnswered();
  assert(!isAnswering());
  long.resolve();
  await stream;
});

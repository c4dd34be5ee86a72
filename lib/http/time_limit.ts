import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { Bag } from "../bag.ts";

interface Request {
  since: number;
  giveUp(): void;
}

const CHECK_EVERY_MS = 1_000;

/**
 * Answers 504 for a request that has had no answer for `limitMs`, give or take a second; an answer
 * that streams is one. All requests share a timer: one for each, as `hono/timeout` has it, costs as
 * much as the guard.
 */
export function timeLimit(limitMs: number): MiddlewareHandler {
  const underWay = new Bag<Request>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function check(): void {
    const oldest = performance.now() - limitMs;
    underWay.forEach(({ since, giveUp }) => {
      if (since < oldest) giveUp();
    });
    timer = underWay.size > 0 ? setTimeout(check, CHECK_EVERY_MS) : undefined;
  }

  return async function limit(_c, next) {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(new HTTPException(504, { message: "This took too long" }));
    const place = underWay.add({ since: performance.now(), giveUp });
    timer ??= setTimeout(check, CHECK_EVERY_MS);
    try {
      await Promise.race([next(), late]);
    } finally {
      underWay.delete(place);
      if (underWay.size === 0) {
        clearTimeout(timer);
        timer = undefined;
      }
    }
  };
}

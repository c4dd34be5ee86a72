import { LRUCache } from "lru-cache";
import type { Found, Request, Watermark } from "./index/search_index.ts";

/** A question to the index of one user that asks for a count only. */
interface Question {
  userId: string;
  request: Request;
}

/** Counts that an index has made, for as long as nothing is written: pages of a list ask for the same. */
export interface KnownCounts {
  /** Returns what the index said when it was at `goal`. */
  get(question: Question, goal: Watermark): Found | undefined;
  set(question: Question, answer: { at: Watermark; found: Found }): void;
}

const MAX_COUNTS = 2_000;

/** More entries at the edges of a range than these are not worth their room. */
const MAX_UNSURE = 20;

/** Returns an empty memory. It holds numbers and ids, and nothing that anybody wrote. */
export function rememberCounts(): KnownCounts {
  const known = new LRUCache<string, { at: Watermark; found: Found }>({ max: MAX_COUNTS });
  return {
    get(question, { epoch, watermark }) {
      const answer = known.get(keyOf(question));
      const isOfNow = answer?.at.epoch === epoch && answer.at.watermark === watermark;
      return isOfNow ? answer?.found : undefined;
    },
    set(question, answer) {
      if (answer.found.unsure.length <= MAX_UNSURE) known.set(keyOf(question), answer);
    },
  };
}

function keyOf({ userId, request }: Question): string {
  return `${userId} ${JSON.stringify(request)}`;
}

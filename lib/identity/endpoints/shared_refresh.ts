import { LRUCache } from "lru-cache";
import { sha256 } from "../../digest.ts";
import type { Store } from "../../kv/store.ts";
import { recordKey } from "../storage/keys.ts";
import { ROTATION_GRACE } from "../storage/lifetimes.ts";
import type { StoredRecord } from "../storage/records.ts";

/** Answers a refresh, or gives it the answer of one like it. */
export type ShareRefresh = ReturnType<typeof sharedRefreshes>;

/** A response that can be given to several. */
interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

/** An answer with new tokens, and until when it is given again in milliseconds. */
interface KeptAnswer extends Answer {
  refreshToken: string;
  until: number;
}

/** Beyond it the oldest answer is forgotten. */
const MAX_KEPT = 1000;

/**
 * Returns a function that lets requests with the very same refresh token, client, parameters and
 * client authentication share one answer: while it is under way, and until `ROTATION_GRACE` after it
 * was begun, as long as its new refresh token is unused. Assistants call tools in parallel, so when
 * a token expires each call refreshes, and the last request may come after the first answer: without
 * this all but one are told `invalid_grant`, and real clients then throw away the tokens that the
 * winner has just got. The token is still used up once.
 *
 * Answers are kept in memory only, under a hash of their request. `now` is in milliseconds.
 */
export function sharedRefreshes({ store, now }: { store: Store; now: () => number }) {
  const underWay = new Map<string, Promise<Answer>>();
  const kept = new LRUCache<string, KeptAnswer>({ max: MAX_KEPT });

  async function answer(key: string, refresh: () => Promise<Response>): Promise<Answer> {
    const known = kept.get(key);
    if (known && await isUnused(known.refreshToken)) return known;
    kept.delete(key);
    // The grace of the used token begins later than this, so no answer is given beyond it.
    const until = now() + ROTATION_GRACE * 1000;
    const fresh = await read(await refresh());
    const refreshToken = newRefreshToken(fresh);
    if (refreshToken) kept.set(key, { ...fresh, refreshToken, until });
    return fresh;
  }

  /** Asked of the store: another process may have used the token, or its person ended the grant. */
  async function isUnused(refreshToken: string): Promise<boolean> {
    const key = recordKey("RefreshToken", refreshToken);
    const { value } = await store.read.get<StoredRecord>(key);
    return value !== null && !value.payload.consumed;
  }

  function forgetOld(): void {
    for (const [key, { until }] of kept.entries()) if (until <= now()) kept.delete(key);
  }

  return async function share(
    request: { authorization: string | null; body: string },
    refresh: () => Promise<Response>,
  ): Promise<Response> {
    forgetOld();
    const key = sha256(JSON.stringify([request.authorization, request.body]));
    let shared = underWay.get(key);
    if (!shared) {
      shared = answer(key, refresh);
      underWay.set(key, shared);
      shared.catch(() => {}).finally(() => underWay.delete(key));
    }
    const { status, headers, body } = await shared;
    return new Response(body, { status, headers });
  };
}

async function read(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await response.text() };
}

function newRefreshToken({ status, body }: Answer): string | undefined {
  if (status !== 200) return undefined;
  const token = JSON.parse(body).refresh_token;
  return typeof token === "string" ? token : undefined;
}

import { sha256 } from "../../digest.ts";

/** Answers a refresh, or gives it the answer of one like it that is under way. */
export type ShareRefresh = ReturnType<typeof sharedRefreshes>;

/** A response that can be given to several. */
interface Answer {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * Returns a function that lets requests with the very same refresh token, client and parameters
 * share one answer while it is under way. Assistants call tools in parallel, so when a token
 * expires each call refreshes: without this all but one are told `invalid_grant`, and real clients
 * then throw away the tokens that the winner has just got. The token is still used up once.
 */
export function sharedRefreshes() {
  const underWay = new Map<string, Promise<Answer>>();

  return async function share(
    request: { authorization: string | null; body: string },
    refresh: () => Promise<Response>,
  ): Promise<Response> {
    const key = sha256(JSON.stringify([request.authorization, request.body]));
    const known = underWay.get(key);
    const answer = known ?? refresh().then(read);
    if (!known) {
      underWay.set(key, answer);
      answer.catch(() => {}).finally(() => underWay.delete(key));
    }
    const { status, headers, body } = await answer;
    return new Response(body, { status, headers });
  };
}

async function read(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await response.text() };
}

import { headerRequest } from "./header_requests.ts";
import { journalRequest } from "./journal_requests.ts";
import { mcpRequest } from "./mcp_requests.ts";
import { oauthRequest } from "./oauth_requests.ts";
import { pageRequest } from "./page_requests.ts";
import { pathRequest } from "./path_requests.ts";
import type { Random } from "./random.ts";
import type { FuzzRequest } from "./request.ts";
import type { World } from "../world.ts";

/** From many addresses, so that limits by address do not hide what is behind them. */
const ADDRESSES = 250;

/** Parts of all requests; pages cost a hashed password each, so that few take as long as many. */
const SHARES = [
  [0.43, mcpRequest],
  [0.25, oauthRequest],
  [0.13, headerRequest],
  [0.12, pathRequest],
  [0.05, journalRequest],
  [0.02, pageRequest],
] as const;

function weighted(share: number) {
  let left = share;
  return (SHARES.find(([part]) => (left -= part) < 0) ?? SHARES[0])[1];
}

/** The request that follows from `random` alone, but for ids and tokens, which no run repeats. */
export function makeRequest(random: Random, world: World): FuzzRequest {
  const make = weighted(random.next());
  const request = make(random, world);
  if (request.headers.some(([name]) => name === "x-forwarded-for")) return request;
  const address = request.kind === "pages" ? random.below(4) : random.below(ADDRESSES);
  return { ...request, headers: [...request.headers, ["x-forwarded-for", `192.0.2.${address}`]] };
}

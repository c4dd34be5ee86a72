import type { Config } from "../../../config.ts";
import { authorizationIsLost } from "./authorization_header.ts";
import { ask, jsonOf } from "../ask.ts";
import { type Finding, note, right, wrong } from "../finding.ts";
import { hasProxy } from "./has_proxy.ts";
import { localOrigin, RESOURCE_METADATA } from "./listener.ts";
import { type StandIn, STREAM } from "./stand_in.ts";
import { troubleOf } from "../trouble.ts";
import { unexpectedAnswer } from "./unexpected_answer.ts";

/** What every client asks for sooner or later. */
const PATHS = [RESOURCE_METADATA, "/.well-known/oauth-authorization-server", "/mcp", "/health"];

/** An address for documentation (RFC 5737), as a client would claim it. */
const CLAIMED = "192.0.2.1";

/** Sends requests to `PUBLIC_URL`, and looks at what of them reaches the stand-in. */
export async function checkThroughProxy(config: Config, standIn: StandIn): Promise<Finding[]> {
  const { origin } = config.publicUrl;
  for (const path of PATHS) {
    const asked = await ask(origin + path, {
      headers: { authorization: "Bearer doctor", "x-forwarded-for": CLAIMED },
    });
    const problem = unexpectedAnswer(asked, { origin: origin + path, config });
    if (problem) return [problem];
    if ("trouble" in asked || (await jsonOf(asked.response)).doctor !== standIn.nonce) {
      return [wrong(
        `${origin}${path} does not lead to ${localOrigin(config)}, but to something else`,
        "Let the proxy pass every path on to this server.",
      )];
    }
  }
  const headers = standIn.arrived.at(-1)!.headers;
  return [
    right(`${origin} leads here`),
    ...headers.get("authorization") === "Bearer doctor" ? [] : [authorizationIsLost()],
    ...addressOf(headers, config),
    ...await streaming(origin, standIn),
  ];
}

/** The limits on guessing are kept by the address that the last entry tells. */
function addressOf(headers: Headers, config: Config): Finding[] {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  const isClaim = last === CLAIMED;
  if (config.trustProxy) {
    if (last && !isClaim) return [right("The proxy tells the addresses of clients")];
    return [wrong(
      isClaim
        ? "TRUST_PROXY is on, and X-Forwarded-For says what clients claim: anybody chooses theirs"
        : "TRUST_PROXY is on, and no X-Forwarded-For arrives: all people share one limit on sign-ins",
      hasProxy(config)
        ? "Let the proxy set it: proxy_set_header X-Forwarded-For $remote_addr"
        : "Set TRUST_PROXY=off where there is no proxy.",
    )];
  }
  if (isClaim && !hasProxy(config)) return [];
  return [wrong(
    "There is a proxy and TRUST_PROXY is off: all people share one limit on sign-ins",
    "Let the proxy set X-Forwarded-For to the client's address, then set TRUST_PROXY=on.",
  )];
}

async function streaming(origin: string, standIn: StandIn): Promise<Finding[]> {
  try {
    const response = await fetch(origin + STREAM, { signal: AbortSignal.timeout(5_000) });
    for await (const _chunk of response.body ?? []) standIn.streamBegan();
  } catch (error) {
    return [wrong(
      `A stream breaks off on its way through the proxy: ${troubleOf(error)}`,
      "Look into the proxy's log, and at its time limits.",
    )];
  }
  return standIn.wasHeldBack
    ? [note(
      "The proxy holds streams back: clients learn of changes late",
      "Switch its buffering off: proxy_buffering off",
    )]
    : [right("Streams come through as they are written")];
}

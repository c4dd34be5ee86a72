import type { Config } from "../../../config.ts";
import { isLoopback } from "../../../loopback.ts";
import { authorizationIsLost } from "./authorization_header.ts";
import { ask, type Asked, jsonOf } from "../ask.ts";
import type { DoctorOptions } from "../check.ts";
import { type Finding, note, right, wrong } from "../finding.ts";
import { findListener, localOrigin, RESOURCE_METADATA } from "./listener.ts";
import { checkThroughProxy } from "./proxy.ts";
import { hasProxy } from "./has_proxy.ts";
import { openStandIn } from "./stand_in.ts";
import { unexpectedAnswer } from "./unexpected_answer.ts";

/** Whether `PUBLIC_URL` leads to this server, and what a proxy on the way does to requests. */
export async function checkAddress({ config, fetch }: DoctorOptions): Promise<Finding[]> {
  const here = `${config.listen.hostname}:${config.listen.port}`;
  const listener = await findListener(config);
  if (listener.kind === "stranger") return [strangerOn(here)];
  if (listener.kind === "nobody") return [...names(config), ...await withStandIn(config, here)];
  if (listener.resource !== config.resource) {
    return [wrong(
      `The server that runs on ${here} calls itself ${listener.resource}, not ${config.resource}`,
      "It was started with another PUBLIC_URL: restart it with this configuration.",
    )];
  }
  const asked = await ask(config.publicUrl.origin + RESOURCE_METADATA, { fetch });
  const problem = await otherServer(asked, config);
  if (problem) return [...names(config), problem];
  return [
    ...names(config),
    right(`${config.publicUrl.origin} leads to the server that runs on ${here}`),
    ...await lostHeaders(config, fetch),
    ...trustOf(config),
  ];
}

/** A server that is meant for this machine answers 403 to every other name. */
function names({ publicUrl, listen }: Config): Finding[] {
  if (!isLoopback(publicUrl.hostname)) return [];
  return isLoopback(listen.hostname)
    ? [note(`PUBLIC_URL is ${publicUrl.origin}: only this machine can use the server`)]
    : [wrong(
      `HOST ${listen.hostname} lets other machines in, but PUBLIC_URL is ${publicUrl.origin}`,
      "Whoever comes by another name is answered 403. Set PUBLIC_URL to the origin that people use.",
    )];
}

async function withStandIn(config: Config, here: string): Promise<Finding[]> {
  try {
    await using standIn = openStandIn(config);
    return [
      note(`The server is not running: a stand-in listened on ${here} meanwhile`),
      ...await checkThroughProxy(config, standIn),
    ];
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return [strangerOn(here)];
    if (error instanceof Deno.errors.AddrNotAvailable) {
      return [wrong(
        `${config.listen.hostname} is no address of this machine`,
        "Set HOST to 127.0.0.1 behind a proxy on this machine, else to 0.0.0.0.",
      )];
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      return [wrong(`This user may not listen on ${here}`, "Set PORT to 1024 or above.")];
    }
    throw error;
  }
}

function strangerOn(here: string): Finding {
  return wrong(
    `Something else than this server listens on ${here}`,
    "Stop it, or set PORT to another port.",
  );
}

async function otherServer(asked: Asked, config: Config): Promise<Finding | undefined> {
  const { origin } = config.publicUrl;
  const problem = unexpectedAnswer(asked, { origin, config });
  if (problem || "trouble" in asked) return problem;
  const { resource } = await jsonOf(asked.response);
  if (resource === config.resource) return undefined;
  return wrong(
    typeof resource === "string"
      ? `${origin} leads to a server that calls itself ${resource}`
      : `${origin} does not lead to this server: its metadata are not at ${RESOURCE_METADATA}`,
    `Let the proxy of ${origin} pass every path on to ${localOrigin(config)}.`,
  );
}

/** A token that nobody has issued must arrive, and the challenge must come back. */
async function lostHeaders(config: Config, fetch?: typeof globalThis.fetch): Promise<Finding[]> {
  const asked = await ask(config.resource, {
    fetch,
    method: "POST",
    headers: { authorization: "Bearer doctor", "content-type": "application/json" },
    body: "{}",
  });
  const problem = unexpectedAnswer(asked, { origin: config.resource, config, isRefused: true });
  if (problem) return [problem];
  if ("trouble" in asked) return [];
  const { response } = asked;
  const { error } = await jsonOf(response);
  if (error === "unauthorized") return [authorizationIsLost()];
  if (response.status === 401 && !response.headers.has("www-authenticate")) {
    return [wrong(
      "The proxy takes WWW-Authenticate from answers",
      "Clients learn from it where to sign in: let it through.",
    )];
  }
  return [right("Access tokens arrive, and clients are told where to sign in")];
}

/** While the server runs nobody but it sees what arrives. */
function trustOf(config: Config): Finding[] {
  const { trustProxy } = config;
  if (hasProxy(config)) {
    return trustProxy
      ? [note(
        "TRUST_PROXY is on: whether the proxy tells addresses of clients was not looked at",
        "Stop the server and ask again: then a stand-in looks at it.",
      )]
      : [wrong(
        "There is a proxy and TRUST_PROXY is off: all people share one limit on sign-ins",
        "Let the proxy set X-Forwarded-For to the client's address, then set TRUST_PROXY=on.",
      )];
  }
  return trustProxy
    ? [wrong(
      "TRUST_PROXY is on and no proxy is there: anybody chooses the address they are counted by",
      "Set TRUST_PROXY=off.",
    )]
    : [];
}

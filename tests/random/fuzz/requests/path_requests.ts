import { hostileText } from "./hostile.ts";
import type { Random } from "./random.ts";
import type { FuzzRequest } from "./request.ts";
import type { World } from "../world.ts";

const SEGMENTS = [
  ...["mcp", "oauth", ".well-known", "health", "ready", "account", "token", "authorize", "jwks"],
  ...["journal", "entries", "files", "days", "calendar", "print", "versions"],
  ...["interaction", "sign-up", "switch", "register", "introspect", "revoke", "end-session", "me"],
  ...["oauth-protected-resource", "oauth-authorization-server", "openid-configuration", ""],
  ...[
    "..",
    ".",
    "%2e%2e",
    "%2F",
    "%5c",
    "%00",
    "%ff",
    "%",
    "*",
    ";x=y",
    "favicon.ico",
    "robots.txt",
  ],
];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND", "QUERY"];

/** An address made of pieces that exist and pieces that do not, with any method. */
export function pathRequest(random: Random, world: World): FuzzRequest {
  const length = 1 + random.below(4);
  const segments = Array.from(
    { length },
    () => random.chance(0.85) ? random.pick(SEGMENTS) : encodeSafely(hostileText(random)),
  );
  const query = random.chance(0.3)
    ? `?${new URLSearchParams([[hostileText(random), hostileText(random)]])}`
    : "";
  return {
    kind: "paths",
    method: random.pick(METHODS),
    path: `/${segments.join("/")}${query}`,
    headers: random.chance(0.3) ? [["authorization", `Bearer ${random.pick(world.tokens)}`]] : [],
    body: random.chance(0.2) ? hostileText(random) : undefined,
    wire: random.chance(0.5),
  };
}

function encodeSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

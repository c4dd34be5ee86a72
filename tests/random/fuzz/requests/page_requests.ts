import { hostileText } from "./hostile.ts";
import type { Random } from "./random.ts";
import type { FuzzRequest } from "./request.ts";
import type { World } from "../world.ts";

/** A form of the sign-in, sign-up, consent or account page, nearly as a browser would send it. */
export function pageRequest(random: Random, world: World): FuzzRequest {
  const { path, steps, cookie } = random.pick(world.pages);
  const form = new URLSearchParams();
  for (const [name, value] of random.some(fields(random, world), 0.85)) form.append(name, value);
  const method = random.pick(["POST", "POST", "POST", "GET", "PUT", "HEAD"]);
  return {
    kind: "pages",
    method,
    path: (random.chance(0.95) ? path : `${path}${random.below(1e9)}`) + random.pick(steps),
    headers: [
      ["cookie", random.chance(0.9) ? cookie : spoilCookie(cookie, random)],
      ...origin(random),
      ["content-type", contentType(random)],
    ],
    body: random.chance(0.95) ? form.toString() : hostileText(random),
  };
}

function fields(random: Random, { scopes, clientIds }: World): [string, string][] {
  const address = `${random.below(1e9)}@example.com`;
  const consent: [string, string][] = [
    ...random.some(scopes, 0.5).map((scope): [string, string] => ["scope", scope]),
    ["scope", hostileText(random)],
    ["decision", random.pick(["allow", "deny", hostileText(random)])],
  ];
  const account: [string, string][] = [
    ["email", random.chance(0.3) ? address : hostileText(random)],
    ["password", random.chance(0.3) ? "a good long password" : hostileText(random)],
    ["name", hostileText(random)],
    ["time_zone", random.chance(0.3) ? "Asia/Tokyo" : hostileText(random)],
    ["invitation", hostileText(random)],
  ];
  const change: [string, string][] = [
    ["app", random.chance(0.5) ? random.pick(clientIds) : hostileText(random)],
    ["current_password", hostileText(random)],
    ["new_password", hostileText(random)],
  ];
  return random.pick([consent, account, change, [...account, ...consent, ...change]]);
}

function origin(random: Random): [string, string][] {
  switch (random.below(6)) {
    case 0:
      return [["origin", "https://evil.example"]];
    case 1:
      return [["sec-fetch-site", random.pick(["cross-site", "none", "same-site", ""])]];
    case 2:
      return [["origin", "null"]];
    default:
      return [["sec-fetch-site", "same-origin"]];
  }
}

function contentType(random: Random): string {
  return random.chance(0.9)
    ? "application/x-www-form-urlencoded"
    : random.pick(["multipart/form-data; boundary=x", "text/plain", "application/json", "x"]);
}

function spoilCookie(cookie: string, random: Random): string {
  const index = random.below(cookie.length);
  return random.pick(["", cookie.slice(0, index), `${cookie}x`, cookie.replaceAll("epicme", "x")]);
}

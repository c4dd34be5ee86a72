import { hostileText } from "./hostile.ts";
import type { Random } from "./random.ts";
import type { FuzzRequest } from "./request.ts";
import type { World } from "../world.ts";

/** A form of the sign-in, sign-up, consent or account page, nearly as a browser would send it. */
export function pageRequest(random: Random, world: World): FuzzRequest {
  const { path, steps, cookie, formToken } = random.pick(world.pages);
  const form = new URLSearchParams();
  const hasToken = formToken !== undefined && random.chance(0.8);
  if (hasToken) form.append("token", formToken);
  for (const [name, value] of random.some(fields(random, world), 0.85)) form.append(name, value);
  const method = random.pick(["POST", "POST", "POST", "GET", "PUT", "HEAD", "PATCH"]);
  return {
    kind: "pages",
    method,
    path: (random.chance(0.95) ? path : `${path}${random.below(1e9)}`) + random.pick(steps),
    headers: [
      ["cookie", random.chance(0.9) ? cookie : spoilCookie(cookie, random)],
      ...origin(random),
      ...hasToken ? [["x-form-token", formToken] as [string, string]] : [],
      ["content-type", contentType(random)],
    ],
    body: random.chance(0.95) ? form.toString() : hostileText(random),
  };
}

function fields(random: Random, { scopes, clientIds, ids }: World): [string, string][] {
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
  const all = [...account, ...consent, ...change, ...accountFields(random, ids)];
  return random.pick([consent, account, change, accountFields(random, ids), all]);
}

/** Names of fields of the forms of an account. */
const ACCOUNT_FIELDS = [
  ...["new_email", "new_name", "passkey_id", "recovery_code", "browser", "last", "id", "to", "for"],
  ...["entry", "language", "first_weekday", "format", "tag", "from", "timeZone", "existing"],
  ...["dateOrder", "column_title", "first", "choice", "link_password", "disconnect", "provider"],
];

/** What is no answer of a passkey, and looks like one more and more. */
const PASSKEYS = [
  ...["{}", "[]", "null", '{"id":"a","rawId":"a","type":"public-key","response":{}}'],
  JSON.stringify({
    ...{ id: "YQ", rawId: "YQ", type: "public-key" },
    response: {
      clientDataJSON: btoa('{"type":"webauthn.get","challenge":"YQ","origin":"x"}')
        .replaceAll("=", ""),
      ...{
        authenticatorData: "YQ",
        signature: "YQ",
        attestationObject: "o2NmbXQ",
        userHandle: "YQ",
      },
    },
  }),
];

function accountFields(random: Random, ids: readonly string[]): [string, string][] {
  const names = random.some(ACCOUNT_FIELDS, 0.4);
  const value = () =>
    random.pick([random.pick(ids), "yes", "sign_in", "add", "confirm", hostileText(random)]);
  return [
    ...names.map((name): [string, string] => [name, value().toWellFormed()]),
    ["passkey", random.chance(0.5) ? random.pick(PASSKEYS) : hostileText(random)],
  ];
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

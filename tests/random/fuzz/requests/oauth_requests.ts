import { hostileText } from "./hostile.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";
import type { FuzzRequest } from "./request.ts";
import type { World } from "../world.ts";

type Parameters = Record<string, string>;

const FORM: [string, string] = ["content-type", "application/x-www-form-urlencoded"];

/** A request to an OAuth endpoint with parameters that are nearly right. */
export function oauthRequest(random: Random, world: World): FuzzRequest {
  const make = random.pick([authorize, token, token, register, introspect, revoke]);
  return make(random, world);
}

function authorize(random: Random, world: World): FuzzRequest {
  const query = spoil({
    response_type: random.pick(["code", "code", "code", "token", "none", "code id_token"]),
    client_id: random.pick(world.clientIds),
    redirect_uri: random.pick([world.spare.redirectUri, "https://app.example/callback"]),
    scope: random.some(world.scopes, 0.4).join(" "),
    code_challenge: "x".repeat(43),
    code_challenge_method: random.pick(["S256", "S256", "S256", "plain"]),
    state: hostileText(random),
    ...(random.chance(0.2) ? { prompt: random.pick(["none", "login", "consent", "create"]) } : {}),
    ...(random.chance(0.2) ? { response_mode: random.pick(["query", "fragment", "jwt"]) } : {}),
    ...(random.chance(0.1) ? { request: hostileText(random) } : {}),
    ...(random.chance(0.1) ? { max_age: hostileText(random) } : {}),
    ...(random.chance(0.1) ? { claims: '{"id_token":{"sub":null}}' } : {}),
    ...(random.chance(0.1) ? { resource: hostileText(random) } : {}),
    ...(random.chance(0.1) ? { login_hint: hostileText(random) } : {}),
    ...(random.chance(0.1) ? { id_token_hint: hostileText(random) } : {}),
  }, random);
  const { cookie } = random.pick(world.pages);
  return {
    kind: "authorize",
    method: random.chance(0.9) ? "GET" : "POST",
    path: `/oauth/authorize?${query}`,
    headers: random.chance(0.5) ? [["cookie", cookie]] : [],
  };
}

function token(random: Random, { clientIds, spare }: World): FuzzRequest {
  const codeGrant: Parameters = {
    grant_type: "authorization_code",
    client_id: random.chance(0.5) ? clientIds[0] : random.pick(clientIds),
    code: random.chance(0.5) ? spare.code : hostileText(random),
    redirect_uri: spare.redirectUri,
    code_verifier: random.chance(0.5) ? spare.verifier : "y".repeat(43),
  };
  const refresh: Parameters = {
    grant_type: "refresh_token",
    client_id: random.chance(0.5) ? clientIds[0] : random.pick(clientIds),
    refresh_token: random.chance(0.5) ? random.pick(spare.tokens) : hostileText(random),
    ...(random.chance(0.5) ? { scope: hostileText(random) } : {}),
  };
  const other: Parameters = {
    grant_type: random.pick(["client_credentials", "password", "implicit", hostileText(random)]),
    username: hostileText(random),
    password: hostileText(random),
  };
  return post("token", spoil(random.pick([codeGrant, refresh, other]), random), random);
}

function register(random: Random): FuzzRequest {
  const metadata = {
    client_name: hostileText(random),
    redirect_uris: ["http://127.0.0.1/callback", ...random.some([hostileText(random)], 0.3)],
    grant_types: ["authorization_code", hostileText(random)],
    response_types: ["code"],
    token_endpoint_auth_method: random.pick(["none", "client_secret_basic", "private_key_jwt"]),
    client_uri: hostileText(random),
    scope: hostileText(random),
    jwks: { keys: [] },
    contacts: [hostileText(random)],
  };
  const body = JSON.stringify(random.chance(0.6) ? mutate(metadata, random) : metadata);
  return {
    kind: "register",
    method: "POST",
    path: "/oauth/register",
    headers: [["content-type", "application/json"]],
    body: random.chance(0.05) ? hostileText(random) : body,
  };
}

function introspect(random: Random, world: World): FuzzRequest {
  const { spare, clientIds, resourceServer } = world;
  const client = random.chance(0.5)
    ? { client_id: "epicme-resource-server", client_secret: resourceServer }
    : { client_id: random.pick(clientIds), client_secret: hostileText(random) };
  const form = spoil({
    token: random.pick([...spare.tokens, hostileText(random)]),
    token_type_hint: hostileText(random),
    ...client,
  }, random);
  return post("introspect", form, random);
}

function revoke(random: Random, { spare, clientIds }: World): FuzzRequest {
  const form = spoil({
    token: random.pick([...spare.tokens, hostileText(random)]),
    client_id: random.pick(clientIds),
    token_type_hint: random.pick(["access_token", "refresh_token", hostileText(random)]),
  }, random);
  return post("revoke", form, random);
}

function post(endpoint: string, form: URLSearchParams, random: Random): FuzzRequest {
  const basic = btoa(`${random.pick(["", "x", "epicme-resource-server"])}:x`);
  return {
    kind: endpoint,
    method: "POST",
    path: `/oauth/${endpoint}`,
    headers: [
      random.chance(0.95) ? FORM : ["content-type", "application/json"],
      ...(random.chance(0.2) ? [["authorization", `Basic ${basic}`] as [string, string]] : []),
    ],
    body: form.toString(),
  };
}

/** Leaves parameters out, repeats them, changes them and adds others. */
function spoil(parameters: Parameters, random: Random): URLSearchParams {
  const spoiled = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (random.chance(0.04)) continue;
    spoiled.append(name, random.chance(0.08) ? hostileText(random) : value);
    if (random.chance(0.03)) spoiled.append(name, hostileText(random));
  }
  if (random.chance(0.1)) spoiled.append(hostileText(random), hostileText(random));
  return spoiled;
}

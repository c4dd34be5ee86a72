import assert from "node:assert/strict";
import { type FaultServer, startFaultServer, trusting } from "../support/servers/fault_server.ts";
import { userIdOf } from "../../lib/auth/mod.ts";
import { openJournal } from "../../lib/journal/mod.ts";
import { startClaimServer } from "../support/servers/claim_server.ts";
import { callTool } from "../support/clients/rpc.ts";
import { startServer } from "../support/servers/server.ts";

type Answer = { active: boolean } & Record<string, unknown>;

/** What a server says of a token of its person kody for `aud`, when it says what is usual. */
function usual(aud: unknown): Answer {
  return { active: true, sub: "kody", aud, client_id: "assistant", scope: "user:read tags:read" };
}

/** Calls whoami at a server whose authorization server answers as `answer` says. */
async function whoami(
  answer: (resource: string, authorizationServer: FaultServer) => Answer,
  further: Record<string, string> = {},
) {
  await using authorizationServer = startFaultServer();
  const environment = { ...trusting(authorizationServer), TOKEN_AUDIENCE: "", ...further };
  await using server = await startServer({ environment });
  const { resource } = server;
  authorizationServer.fault = () => Response.json(answer(resource, authorizationServer));
  const call = { era: "2026-07-28", token: "a-token", tool: "whoami" } as const;
  const { status, headers, body } = await callTool(resource, call);
  const refusal = headers.get("www-authenticate") ?? "";
  return {
    status,
    refusal,
    result: body.result?.structuredContent,
    client: server.log.events.findLast(({ event }) => event === "request")?.fields?.client,
    errors: server.log.errors,
  };
}

const ACCEPTED: Record<string, (resource: string, issuer: string) => Answer> = {
  "aud as a string": (resource) => usual(resource),
  "aud as an array of one": (resource) => usual([resource]),
  "aud as an array of several": (resource) => usual(["account", resource, "urn:else"]),
  "iss as it is configured": (resource, iss) => ({ ...usual(resource), iss }),
  "scope as an array": (resource) => ({ ...usual(resource), scope: ["user:read", "tags:read"] }),
  "scp instead of scope": (resource) => ({
    ...usual(resource),
    scope: undefined,
    scp: ["user:read", "tags:read"],
  }),
  "scp as a string": (resource) => ({
    ...usual(resource),
    scope: undefined,
    scp: "user:read tags:read",
  }),
  "token_type Bearer": (resource) => ({ ...usual(resource), token_type: "Bearer" }),
  "token_type access_token": (resource) => ({ ...usual(resource), token_type: "access_token" }),
  "scopes that are not ours beside ours": (resource) => ({
    ...usual(resource),
    scope: "openid email user:read tags:read offline_access",
  }),
  "members that nobody knows": (resource) => ({
    ...usual(resource),
    ext: { tier: [null] },
    cnf: null,
    realm_access: { roles: ["offline_access"] },
  }),
};

for (const [habit, answer] of Object.entries(ACCEPTED)) {
  Deno.test(`a server that answers ${habit} is understood`, async () => {
    const { status, result } = await whoami((resource, { issuer }) => answer(resource, issuer));
    assert.equal(status, 200);
    assert.deepEqual(result, {
      user: { id: "kody" },
      timeZone: "UTC",
      scopes: ["user:read", "tags:read"],
    });
  });
}

const REFUSED: Record<string, [RegExp, (resource: string) => Answer]> = {
  "no aud": [/names no audience/, () => usual(undefined)],
  "an empty aud": [/not meant for this resource/, () => usual([])],
  "another aud": [/not meant for this resource/, () => usual("account")],
  "our aud with a slash": [/not meant for this resource/, (resource) => usual(`${resource}/`)],
  "another iss": [
    /issued by another/,
    (resource) => ({ ...usual(resource), iss: "https://evil.example" }),
  ],
  "no sub": [/names no subject/, (resource) => ({ ...usual(resource), sub: undefined })],
  "a refresh token": [
    /bearer access token/,
    (resource) => ({ ...usual(resource), token_type: "refresh_token" }),
  ],
};

for (const [what, [reason, answer]] of Object.entries(REFUSED)) {
  Deno.test(`a token of which a server says ${what} is refused with 401, and with the reason`, async () => {
    const { status, refusal, errors } = await whoami(answer);
    assert.equal(status, 401);
    assert.match(refusal, reason);
    assert.deepEqual(errors, []);
  });
}

Deno.test("the client is the client_id, else azp, else unknown", async () => {
  const clientOf = async (change: Record<string, unknown>) =>
    (await whoami((resource) => ({ ...usual(resource), ...change }))).client;
  assert.equal(await clientOf({ azp: "another" }), "assistant");
  assert.equal(await clientOf({ client_id: undefined, azp: "another" }), "another");
  assert.equal(await clientOf({ client_id: undefined }), "unknown");
});

Deno.test("username becomes the name that whoami tells", async () => {
  const { result } = await whoami((resource) => ({ ...usual(resource), username: "Kody K." }));
  assert.deepEqual(result.user, { id: "kody", name: "Kody K." });
});

Deno.test("zoneinfo becomes the person's time zone, if there is one of that name", async () => {
  const timeZoneOf = async (zoneinfo: unknown) =>
    (await whoami((resource) => ({ ...usual(resource), zoneinfo }))).result.timeZone;
  assert.equal(await timeZoneOf("asia/tokyo"), "Asia/Tokyo");
  for (const wrong of ["Mars/Base", "", 7, null, ["Asia/Tokyo"]]) {
    assert.equal(await timeZoneOf(wrong), "UTC");
  }
});

Deno.test("where the server tells no zoneinfo, TIME_ZONE is everybody's time zone", async () => {
  const environment = { TIME_ZONE: "Europe/Berlin" };
  const timeZoneOf = async (zoneinfo?: string) =>
    (await whoami((resource) => ({ ...usual(resource), zoneinfo }), environment)).result.timeZone;
  assert.equal(await timeZoneOf(), "Europe/Berlin");
  assert.equal(await timeZoneOf("Asia/Tokyo"), "Asia/Tokyo");
});

Deno.test("no scope at all is no permission, not every permission", async () => {
  const { status, refusal } = await whoami((resource) => ({
    ...usual(resource),
    scope: undefined,
  }));
  assert.equal(status, 403);
  assert.match(refusal, /scope="user:read"/);
});

Deno.test("a client that is called as our own pages are is kept as another one", async () => {
  await using world = await startClaimServer();
  const { authorizationServer: { issuer }, server, tokens, claims } = world;
  const userId = userIdOf(issuer, "kody");
  const journal = openJournal(server.store, { userId, includePrivate: true });
  tokens.one = claims({ client_id: "epicme:browser" });
  tokens.other = claims({ client_id: "app:epicme:browser" });
  for (const [token, { client_id }] of Object.entries(tokens)) {
    const { body: { result } } = await callTool(server.resource, {
      ...{ era: "2026-07-28", token, tool: "create_entry" },
      args: { title: "Mine?", content: "x" },
    });
    const { client } = await journal.writerOf(result.structuredContent.entry.id);
    assert.equal(client, `app:${client_id}`);
  }
});

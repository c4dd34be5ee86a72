import assert from "node:assert/strict";
import { type Patient, patient } from "../support/doctor.ts";
import { companyMetadata, employeeToken } from "../support/people/employee.ts";
import { type Company, startCompany } from "../support/servers/company.ts";
import { startFaultServer, trusting } from "../support/servers/fault_server.ts";

const WELL_KNOWN = "/.well-known/openid-configuration";

/** Lets the company publish this instead of its metadata. */
async function publish(company: Company, change: Record<string, unknown>): Promise<void> {
  const document = { ...await companyMetadata(company), ...change };
  for (const path of [WELL_KNOWN, "/.well-known/oauth-authorization-server"]) {
    company.instead.set(path, document);
  }
}

/** The address of the journal that a patient's server would keep. */
function resourceOf({ port }: Patient): string {
  return `http://localhost:${port}/mcp`;
}

Deno.test("the doctor finds nothing wrong with a provider that has all", async () => {
  await using company = await startCompany();
  await using server = await patient();
  const { wrong, right } = await server.diagnose(company.environment);
  assert.deepEqual(wrong, []);
  for (
    const says of [
      `AUTH_ISSUER ${company.issuer} tells about itself`,
      "AUTH_ISSUER offers what clients need to sign people in",
      "AUTH_ISSUER knows all scopes",
      "Clients can register themselves",
      "INTROSPECTION_CLIENT_ID and INTROSPECTION_CLIENT_SECRET are accepted",
      `The clock agrees with that of AUTH_ISSUER ${company.issuer}`,
    ]
  ) assert(right.includes(says), says);
});

Deno.test("the doctor finds wrong credentials, and does not repeat them", async () => {
  await using company = await startCompany();
  await using server = await patient();
  const { wrong, text } = await server.diagnose({
    ...company.environment,
    INTROSPECTION_CLIENT_SECRET: "another-secret",
  });
  assert.match(wrong.join(), /refuses INTROSPECTION_CLIENT_ID and INTROSPECTION_CLIENT_SECRET/);
  assert(!text.includes("another-secret"));
});

Deno.test("the doctor finds a client that may not introspect, and an endpoint that is none", async () => {
  await using provider = startFaultServer();
  await using server = await patient();
  const environment = trusting(provider);
  provider.fault = () => new Response(null, { status: 403 });
  assert.match((await server.diagnose(environment)).wrong.join(), /does not let it introspect/);
  provider.fault = () => Response.json({ active: true });
  assert.match((await server.diagnose(environment)).wrong.join(), /active that nobody has issued/);
  provider.fault = () => new Response("<html>");
  assert.match((await server.diagnose(environment)).wrong.join(), /cannot be asked/);
});

Deno.test("the doctor finds a provider that is away, or is none", async () => {
  await using server = await patient();
  const company = await startCompany();
  const { environment } = company;
  for (const path of [WELL_KNOWN, "/.well-known/oauth-authorization-server"]) {
    company.instead.set(path, 404);
  }
  assert.match((await server.diagnose(environment)).wrong.join(), /publishes no metadata/);
  company.instead.set(WELL_KNOWN, 500);
  assert.match((await server.diagnose(environment)).wrong.join(), /something else than metadata/);
  await company[Symbol.asyncDispose]();
  assert.match(
    (await server.diagnose(environment)).wrong.join(),
    /AUTH_ISSUER \S+ cannot be reached: nothing listens there/,
  );
});

Deno.test("the doctor finds a provider that calls itself otherwise, be it by a slash", async () => {
  await using company = await startCompany();
  await using server = await patient();
  await publish(company, { issuer: "https://id.example" });
  const { wrong, text } = await server.diagnose(company.environment);
  assert.match(wrong.join(), /calls itself https:\/\/id\.example/);
  assert.match(text, /set AUTH_ISSUER=https:\/\/id\.example/);
  await publish(company, { issuer: `${company.issuer}/` });
  const slash = await server.diagnose(company.environment);
  assert(slash.wrong.join().includes(`calls itself ${company.issuer}/`));
});

const LACKS: Record<string, [change: Record<string, unknown>, says: RegExp]> = {
  "PKCE": [{ code_challenge_methods_supported: undefined }, /do not offer PKCE with S256/],
  "a token endpoint": [{ token_endpoint: undefined }, /lack token_endpoint/],
  "introspection": [{ introspection_endpoint: undefined }, /no introspection endpoint/],
  "https at introspection": [
    { introspection_endpoint: "http://id.example/introspect" },
    /introspection endpoint http:\/\/id\.example\/introspect is not https/,
  ],
  "the scopes": [
    { scopes_supported: ["openid", "user:read"] },
    /does not know the scopes user:write entries:read/,
  ],
};
for (const [what, [change, says]] of Object.entries(LACKS)) {
  Deno.test(`the doctor finds a provider without ${what}`, async () => {
    await using company = await startCompany();
    await using server = await patient();
    await publish(company, change);
    const { wrong } = await server.diagnose(company.environment);
    assert.equal(wrong.length, 1, wrong.join());
    assert.match(wrong[0], says);
  });
}

Deno.test("the doctor notes what a provider does not tell, or leaves to be done by hand", async () => {
  await using company = await startCompany();
  await using server = await patient();
  await publish(company, { scopes_supported: undefined, registration_endpoint: undefined });
  const { wrong, notes } = await server.diagnose(company.environment);
  assert.deepEqual(wrong, []);
  assert(notes.includes("AUTH_ISSUER does not tell which scopes it knows"));
  assert(notes.includes("AUTH_ISSUER lets no client register itself"));
});

Deno.test("the doctor finds that registration is refused, and leaves no client behind", async () => {
  await using company = await startCompany();
  await using server = await patient();
  company.instead.set("/reg", 403);
  const { wrong } = await server.diagnose(company.environment);
  assert.match(wrong.join(), /registration endpoint answers 403 to a client that nobody knows/);

  const deleted: string[] = [];
  const lenient: typeof fetch = async (input, init) => {
    if (init?.method === "DELETE") deleted.push(String(input));
    if (!String(input).endsWith("/reg")) return await fetch(input, init);
    const registration_client_uri = `${company.issuer}/reg/1`;
    return Response.json({ registration_client_uri, registration_access_token: "x" }, {
      status: 201,
    });
  };
  const { right } = await server.diagnose(company.environment, { fetch: lenient });
  assert(right.includes("Clients can register themselves"));
  assert.deepEqual(deleted, [`${company.issuer}/reg/1`]);
});

Deno.test("the doctor finds a clock that is ahead, and one that is behind", async () => {
  await using company = await startCompany();
  await using server = await patient();
  for (const [seconds, words] of [[90, "ahead of"], [-90, "behind"]] as const) {
    const now = () => Date.now() + seconds * 1000;
    const { wrong } = await server.diagnose(company.environment, { now });
    assert.match(
      wrong.join(),
      new RegExp(`clock here is (89|90|91) seconds ${words} that of AUTH`),
    );
  }
});

Deno.test("the doctor looks into a token, and repeats none", async () => {
  await using company = await startCompany();
  await using server = await patient();
  const resource = resourceOf(server);
  company.apis.set(resource, resource);
  company.apis.set("https://api.example", "https://api.example");
  const everyday = "user:read entries:read entries:write tags:read tags:write";
  const look = async (token: string) => {
    const diagnosis = await server.diagnose(company.environment, { token });
    assert(!diagnosis.text.includes(token));
    return diagnosis;
  };

  const good = await look(await employeeToken(company, { resource, scope: everyday }));
  assert.deepEqual(good.wrong, []);
  assert(good.right.includes("The token has the scopes of everyday work"));

  const narrow = await look(await employeeToken(company, { resource, scope: "user:read" }));
  assert.match(narrow.notes.join(), /lacks the scopes entries:read entries:write/);

  const foreign = await look(await employeeToken(company, { resource: "https://api.example" }));
  assert.deepEqual(foreign.wrong, [
    "The token is refused: The access token is not meant for this resource",
  ]);
  assert(foreign.text.includes(`Its audience is https://api.example, expected ${resource}`));

  const unknown = await look("a-token-of-nobody");
  assert.match(unknown.wrong.join(), /The access token is not active/);
});

Deno.test("the doctor says what a token does not tell, and that it is of somebody else", async () => {
  await using provider = startFaultServer();
  await using server = await patient();
  const look = async (claims: Record<string, unknown>) => {
    provider.claims = claims;
    return (await server.diagnose(trusting(provider), { token: "sample" })).text;
  };
  assert.match(await look({ aud: undefined }), /audience is not told, expected urn:epicme/);
  assert.match(
    await look({ aud: "urn:epicme", iss: "https://other.example" }),
    /issuer is https:\/\/other\.example, expected http:\/\/127/,
  );
  assert.match(await look({ aud: "urn:epicme", exp: 1 }), /The access token has expired/);
});

/** The variables by which people sign in at the company. */
function signInAt(company: Company, change: Record<string, string> = {}): Record<string, string> {
  const { INTROSPECTION_CLIENT_ID, INTROSPECTION_CLIENT_SECRET } = company.environment;
  return {
    LOGIN_ISSUER: company.issuer,
    LOGIN_CLIENT_ID: INTROSPECTION_CLIENT_ID,
    LOGIN_CLIENT_SECRET: INTROSPECTION_CLIENT_SECRET,
    ...change,
  };
}

for (const clientAuthMethod of ["client_secret_basic", "client_secret_post"] as const) {
  Deno.test(`the doctor tries the credentials of LOGIN_ISSUER by ${clientAuthMethod}`, async () => {
    await using company = await startCompany({ clientAuthMethod });
    await using server = await patient();
    const well = await server.diagnose(signInAt(company));
    assert.deepEqual(well.wrong, []);
    assert(well.right.includes(`LOGIN_ISSUER ${company.issuer} tells about itself`));
    assert(well.right.includes("LOGIN_CLIENT_ID and LOGIN_CLIENT_SECRET are accepted"));
    const { wrong, text } = await server.diagnose(
      signInAt(company, { LOGIN_CLIENT_SECRET: "another-secret" }),
    );
    assert.match(wrong.join(), /refuses LOGIN_CLIENT_ID and LOGIN_CLIENT_SECRET/);
    assert(!text.includes("another-secret"));
  });
}

Deno.test("the doctor tries both ways where LOGIN_ISSUER names both and takes one", async () => {
  await using company = await startCompany({ clientAuthMethod: "client_secret_post" });
  await using server = await patient();
  const both = ["client_secret_basic", "client_secret_post"];
  await publish(company, { token_endpoint_auth_methods_supported: both });
  assert.deepEqual((await server.diagnose(signInAt(company))).wrong, []);
});

Deno.test("the doctor finds that LOGIN_ISSUER is away, or no OpenID Connect provider", async () => {
  await using company = await startCompany();
  await using server = await patient();
  await publish(company, { jwks_uri: undefined });
  const lacking = await server.diagnose(signInAt(company));
  assert.match(lacking.wrong.join(), /LOGIN_ISSUER lack jwks_uri/);
  const away = await server.diagnose(signInAt(company, { LOGIN_ISSUER: "http://127.0.0.1:9" }));
  assert.match(away.wrong.join(), /LOGIN_ISSUER http:\/\/127\.0\.0\.1:9 cannot be reached/);
});

Deno.test("the doctor finds that nobody comes in by LOGIN_ISSUER alone if it opens no account", async () => {
  await using company = await startCompany();
  await using server = await patient();
  const closed = signInAt(company, { SIGN_UP: "closed" });
  assert.deepEqual((await server.diagnose(closed)).wrong, []);
  assert.deepEqual((await server.diagnose({ ...closed, LOGIN_SIGN_UP: "off" })).wrong, [
    "SIGN_UP is closed and nobody has an account: nobody can sign in",
  ]);
});

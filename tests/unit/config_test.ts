import assert from "node:assert/strict";
import { ConfigError, readConfig } from "../../lib/config.ts";

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    assert(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

Deno.test("an empty environment is a complete configuration for a laptop", () => {
  const config = readConfig({});
  assert.deepEqual(config.listen, { hostname: "127.0.0.1", port: 8000 });
  assert.equal(config.resource, "http://localhost:8000/mcp");
  assert.equal(config.audience, config.resource);
  assert.deepEqual(config.authorization, {
    kind: "embedded",
    signUp: { policy: "open" },
    clientMetadataDocuments: true,
  });
});

Deno.test("BLOB_KEY is 32 bytes in base64", () => {
  assert.equal(readConfig({ BLOB_KEY: `${"A".repeat(43)}=` }).blobKey!.length, 32);
  for (const wrong of ["short", "A".repeat(44), `${"A".repeat(42)}==`, "not base64!"]) {
    assert.deepEqual(problemsOf({ BLOB_KEY: wrong }), ["BLOB_KEY: Expected 32 bytes in base64"]);
  }
});

Deno.test("an empty variable counts as absent", () => {
  assert.equal(readConfig({ PORT: "", AUTH_ISSUER: " " }).listen.port, 8000);
});

Deno.test("PUBLIC_URL follows PORT and takes no trailing slash into the resource", () => {
  assert.equal(readConfig({ PORT: "9000" }).resource, "http://localhost:9000/mcp");
  assert.equal(
    readConfig({ PUBLIC_URL: "https://journal.example.com/" }).resource,
    "https://journal.example.com/mcp",
  );
});

Deno.test("sign-up is closed by default as soon as the server is public", () => {
  const { authorization } = readConfig({ PUBLIC_URL: "https://journal.example.com" });
  assert(authorization.kind === "embedded");
  assert.deepEqual(authorization.signUp, { policy: "closed" });
});

Deno.test("sign-up is closed by default where the whole network can reach the server", () => {
  const { authorization } = readConfig({ HOST: "0.0.0.0" });
  assert(authorization.kind === "embedded");
  assert.deepEqual(authorization.signUp, { policy: "closed" });
});

Deno.test("a word that means a setting is not taken for an invitation code", () => {
  for (const word of ["disabled", "ENABLED", "invitation", "restricted", "password"]) {
    assert.match(problemsOf({ SIGN_UP: word })[0], /SIGN_UP/, word);
  }
});

Deno.test("SIGN_UP that is neither open nor closed is an invitation code", () => {
  const { authorization } = readConfig({ SIGN_UP: "come in, friend" });
  assert(authorization.kind === "embedded");
  assert.deepEqual(authorization.signUp, { policy: "invitation", code: "come in, friend" });
});

Deno.test("an external issuer is kept byte for byte", () => {
  const { authorization } = readConfig({
    AUTH_ISSUER: "https://id.example.com/",
    INTROSPECTION_CLIENT_ID: "epicme",
    INTROSPECTION_CLIENT_SECRET: "secret",
  });
  assert(authorization.kind === "external");
  assert.equal(authorization.issuer, "https://id.example.com/");
});

Deno.test("a wrong configuration names every problem at once", () => {
  const problems = problemsOf({
    PORT: "eighty",
    PUBLIC_URL: "http://journal.example.com",
    KV_URL: "memory",
    CIMD: "maybe",
    SIGN_UP: "opne",
    TOOL_VISIBILITY: "some",
    RATE_LIMIT_PER_MINUTE: "-1",
    TIME_ZONE: "Mars/Base",
    ALLOWED_ORIGINS: "https://a.example/path",
    DATABASE_URL: "mysql://localhost",
    AUTH_ISSUER: "https://id.example.com",
  });
  const named = new Set(problems.map((problem) => problem.split(":")[0]));
  assert.deepEqual(
    [...named].sort(),
    [
      "ALLOWED_ORIGINS",
      "CIMD",
      "DATABASE_URL",
      "INTROSPECTION_CLIENT_ID",
      "INTROSPECTION_CLIENT_SECRET",
      "KV_URL",
      "PORT",
      "PUBLIC_URL",
      "RATE_LIMIT_PER_MINUTE",
      "SIGN_UP",
      "TIME_ZONE",
      "TOOL_VISIBILITY",
    ],
  );
});

Deno.test("mails need a server and a sender, and an account here", () => {
  const SMTP_URL = "smtp://user:p%40ss@mail.example.com:2525";
  const MAIL_FROM = "EpicMe <journal@example.com>";
  const { mail } = readConfig({ SMTP_URL, MAIL_FROM });
  assert.equal(mail?.url.port, "2525");
  assert.equal(mail?.from, MAIL_FROM);
  assert.equal(readConfig({}).mail, undefined);
  assert.match(problemsOf({ SMTP_URL })[0], /^MAIL_FROM: Required/);
  assert.match(problemsOf({ MAIL_FROM })[0], /^MAIL_FROM: Means nothing without SMTP_URL/);
  for (const url of ["http://mail.example.com", "mail.example.com", "smtp://a.example/path"]) {
    assert.match(problemsOf({ SMTP_URL: url, MAIL_FROM })[0], /^SMTP_URL: Expected/, url);
  }
  for (const from of ["EpicMe", "a@b.example, c@d.example", "EpicMe\r\nBcc: <a@b.example>"]) {
    assert.match(problemsOf({ SMTP_URL, MAIL_FROM: from })[0], /^MAIL_FROM: Expected/, from);
  }
});

Deno.test("plain http is refused for anything but this machine", () => {
  assert.equal(problemsOf({ PUBLIC_URL: "http://localhost:1234" }).length, 0);
  assert.equal(problemsOf({ PUBLIC_URL: "http://[::1]:1234" }).length, 0);
  assert.match(problemsOf({ PUBLIC_URL: "http://192.168.0.9:8000" })[0], /https/);
});

Deno.test("a PUBLIC_URL with a path is refused: the resource is always its /mcp", () => {
  assert.match(problemsOf({ PUBLIC_URL: "https://example.com/journal" })[0], /origin/);
  assert.match(problemsOf({ PUBLIC_URL: "https://example.com." })[0], /origin/);
});

Deno.test("introspection credentials without an issuer are a mistake, not a surprise", () => {
  assert.match(problemsOf({ INTROSPECTION_CLIENT_ID: "epicme" })[0], /AUTH_ISSUER/);
});

Deno.test("origins are compared without their trailing slash", () => {
  assert.deepEqual(
    readConfig({ ALLOWED_ORIGINS: "https://a.example/, https://b.example" }).allowedOrigins,
    ["https://a.example", "https://b.example"],
  );
});

const LOGIN = {
  LOGIN_ISSUER: "https://id.example.com",
  LOGIN_CLIENT_ID: "epicme",
  LOGIN_CLIENT_SECRET: "secret",
};

Deno.test("three variables are enough to sign in with a provider", () => {
  const { authorization } = readConfig(LOGIN);
  assert(authorization.kind === "embedded");
  assert.deepEqual(authorization.login, {
    issuer: "https://id.example.com",
    client: { id: "epicme", secret: "secret" },
    name: "id.example.com",
    allow: [{ kind: "everybody" }],
    signUp: true,
    passwords: true,
    enterpriseScopes: undefined,
  });
});

Deno.test("LOGIN_* mean nothing alone, and nothing with an external authorization server", () => {
  for (
    const [name, value] of Object.entries({
      LOGIN_CLIENT_ID: "epicme",
      LOGIN_CLIENT_SECRET: "secret",
      LOGIN_NAME: "Example Inc.",
      LOGIN_ALLOW: "*",
      LOGIN_SIGN_UP: "off",
      LOGIN_PASSWORDS: "off",
      ENTERPRISE_SCOPES: "all",
    })
  ) {
    assert.deepEqual(problemsOf({ [name]: value }), [
      `${name}: Means nothing without LOGIN_ISSUER`,
    ]);
  }
  const { LOGIN_ISSUER } = LOGIN;
  assert.deepEqual(problemsOf({ LOGIN_ISSUER }), [
    "LOGIN_CLIENT_ID: Required with LOGIN_ISSUER",
    "LOGIN_CLIENT_SECRET: Required with LOGIN_ISSUER",
  ]);
  const external = {
    AUTH_ISSUER: "https://as.example.com",
    INTROSPECTION_CLIENT_ID: "a",
    INTROSPECTION_CLIENT_SECRET: "b",
  };
  assert.match(problemsOf({ ...LOGIN, ...external })[0], /Means nothing with AUTH_ISSUER/);
});

Deno.test("a provider at which anybody has an account needs rules about who is let in", () => {
  for (
    const issuer of [
      "https://accounts.google.com",
      "https://login.microsoftonline.com/common/v2.0",
      "https://gitlab.com",
    ]
  ) {
    const environment = { ...LOGIN, LOGIN_ISSUER: issuer };
    assert.match(problemsOf(environment)[0], /^LOGIN_ALLOW: Required, because anybody/);
    assert.deepEqual(problemsOf({ ...environment, LOGIN_ALLOW: "*" }), []);
  }
});

Deno.test("wrong values of LOGIN_* are named with what is right", () => {
  const wrong = {
    LOGIN_ISSUER: "http://id.example.com",
    LOGIN_NAME: "x".repeat(51),
    LOGIN_ALLOW: "example.com",
    LOGIN_SIGN_UP: "no",
    LOGIN_PASSWORDS: "never",
    ENTERPRISE_SCOPES: "entries:read everything",
  };
  for (const [name, value] of Object.entries(wrong)) {
    const [problem] = problemsOf({ ...LOGIN, [name]: value });
    assert.match(problem, new RegExp(`^${name}: Expected `));
  }
});

Deno.test("LOGIN_PASSWORDS=off leaves nobody to sign up with a password", () => {
  const { authorization } = readConfig({ ...LOGIN, LOGIN_PASSWORDS: "off", SIGN_UP: "open" });
  assert(authorization.kind === "embedded");
  assert.deepEqual(authorization.signUp, { policy: "closed" });
});

import { z } from "zod";
import { type AllowRule, parseAllowRule } from "./login_allow.ts";
import { isSecure } from "./loopback.ts";
import { ALL_SCOPES, isScope, type Scope } from "./scopes.ts";
import { timeZoneNamed } from "./time.ts";

/** Who may create an account at the embedded authorization server. */
export type SignUpPolicy =
  | { policy: "open" }
  | { policy: "closed" }
  | { policy: "invitation"; code: string };

/** What docs/configuration.md and .env.example say of a variable. */
export interface VariableDocs {
  group: string;
  description: string;
  /** The default as it is written, or in words where it depends on something. */
  default?: string;
  /** What `.env.example` shows instead of the default. */
  example?: string;
}

const onOff = z.enum(["on", "off"], "Expected on or off").transform((value) => value === "on");
const secureUrl = z.url({ protocol: /^https?$/, error: "Expected an http(s) URL" }).refine(
  (value) => !URL.canParse(value) || isSecure(new URL(value)),
  "Expected https: only a loopback address may use plain http",
);
const origin = secureUrl.refine(
  (value) => !URL.canParse(value) || isOrigin(new URL(value)),
  "Expected an origin without path, query or credentials, such as https://journal.example.com",
);

const blobUrl = secureUrl.refine(
  (value) => {
    const { username, password, pathname } = URL.parse(value) ?? {};
    return Boolean(username && password) && /^\/[\w.-]+(\/[\w.\/-]*)?$/.test(pathname ?? "");
  },
  "Expected https://access-key:secret@host/bucket",
);

const BLOB_KEY_BYTES = 32;

const blobKey = z.base64("Expected 32 bytes in base64").transform((value) =>
  Uint8Array.fromBase64(value)
).refine(({ length }) => length === BLOB_KEY_BYTES, "Expected 32 bytes in base64");

function wholeNumber(min: number, max: number) {
  const message = `Expected a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d+$/, message).transform(Number).refine(
    (value) => value >= min && value <= max,
    message,
  );
}

/** Words by which somebody means a setting, not a secret. */
const NO_CODE = /^(disabled?|enabled?|restricted|private|public|invit\w*|required|password)$/i;

const signUp = z.string().transform((value): SignUpPolicy =>
  value === "open" || value === "closed" ? { policy: value } : { policy: "invitation", code: value }
).refine(
  (value) => value.policy !== "invitation" || (value.code.length >= 8 && !NO_CODE.test(value.code)),
  "Expected open, closed, or an invitation code of at least 8 characters",
);

const origins = z.string().transform((value) => value.split(/[\s,]+/).filter(Boolean)).pipe(
  z.array(z.union([z.literal("*"), origin], "Expected origins separated by commas, or *")),
);

const loginAllow = z.string().transform((value) =>
  value.split(/[\s,]+/).filter(Boolean).map(parseAllowRule)
).refine(
  (rules): rules is AllowRule[] => rules.length > 0 && rules.every((rule) => rule !== undefined),
  "Expected addresses, domains such as @example.com, groups such as group:writers, or *, " +
    "separated by commas",
);

const enterpriseScopes = z.string().transform((value): string[] =>
  value === "all" ? [...ALL_SCOPES] : value.split(/[\s,]+/).filter(Boolean)
).refine(
  (scopes): scopes is Scope[] => scopes.length > 0 && scopes.every(isScope),
  `Expected all, or some of ${ALL_SCOPES.join(", ")}`,
);

const smtpUrl = z.url({ protocol: /^smtps?$/, error: "Expected smtp:// or smtps:// and a host" })
  .refine((value) => {
    const { hostname, pathname = "", search, hash } = URL.parse(value) ?? {};
    return Boolean(hostname) && pathname.length <= 1 && !search && !hash;
  }, "Expected a host, with a port, a user and a password at most").transform((value) =>
    new URL(value)
  );

/** An address, or a name and an address in angle brackets (RFC 5322, section 3.4), on one line. */
const mailFrom = z.string().regex(
  /^(?:[^\s@<>,;]+@[^\s@<>,;]+|[^<>@,;:"\p{C}]+ <[^\s@<>,;]+@[^\s@<>,;]+>)$/u,
  "Expected an address, or a name and an address such as EpicMe <journal@example.com>",
);

const LISTEN = "Where the server listens";
const KEEP = "Where it keeps what is written";
const EXTERNAL = "With an external authorization server";
const EMBEDDED = "With the embedded authorization server";
const LOGIN = "Sign in with a provider that people have, at the embedded authorization server";
const MAIL = "Mails to people, at the embedded authorization server";
const PROTECT = "Who may do how much";

/** Each variable in one place: how it is read, its default, and what the documents say of it. */
export const Variables = z.object({
  HOST: z.string().default("127.0.0.1").meta(
    {
      group: LISTEN,
      description: "The address to listen on; 0.0.0.0 for every interface, as it is on Deno Deploy",
      default: "127.0.0.1",
    } satisfies VariableDocs,
  ),
  PORT: wholeNumber(1, 65535).default(8000).meta(
    { group: LISTEN, description: "The port to listen on", default: "8000" } satisfies VariableDocs,
  ),
  PUBLIC_URL: origin.optional().meta(
    {
      group: LISTEN,
      description: "The origin that people use: https, unless it is a loopback address. The " +
        "protected resource is PUBLIC_URL/mcp, whatever the Host header says",
      default: "http://localhost:$PORT; on Deno Deploy the address of the timeline",
      example: "https://journal.example.com",
    } satisfies VariableDocs,
  ),
  DATA_DIR: z.string().default("./data").meta(
    {
      group: KEEP,
      description:
        "The directory of the journals (journal.kv), of the search index and of attachments; " +
        "it is made for its owner only (mode 0700)",
      default: "./data",
    } satisfies VariableDocs,
  ),
  KV_URL: z.union([z.literal(":memory:"), secureUrl], "Expected :memory: or a KV Connect URL")
    .optional().meta(
      {
        group: KEEP,
        description:
          "A KV Connect URL, with DENO_KV_ACCESS_TOKEN, or :memory:, instead of a file. " +
          "On Deno Deploy the database that is assigned to the app is used, and nothing needs to be set",
        example: "https://kv.example.com",
      } satisfies VariableDocs,
    ),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "Expected a postgres:// URL" })
    .optional().meta(
      {
        group: KEEP,
        description: "PostgreSQL for the search index, for several instances, instead of SQLite " +
          "files in DATA_DIR. The index can be lost at any time: it is built again from the journals",
        example: "postgres://user:password@host/database",
      } satisfies VariableDocs,
    ),
  BLOB_URL: blobUrl.optional().meta(
    {
      group: KEEP,
      description: "An S3-compatible store for attachments, for several instances and for Deno " +
        "Deploy, instead of files in DATA_DIR: its endpoint with the access key, the secret and the " +
        "bucket, and ?region= unless that is auto. Only this server may use what is below it",
      example: "https://access-key:secret@s3.example.com/bucket?region=eu-central-1",
    } satisfies VariableDocs,
  ),
  BLOB_KEY: blobKey.optional().meta(
    {
      group: KEEP,
      description:
        "32 random bytes in base64 (`openssl rand -base64 32`), with which attachments " +
        "are encrypted from then on. Keep a copy elsewhere: without it they are lost, and a server " +
        "that has encrypted files does not start without it",
    } satisfies VariableDocs,
  ),
  ATTACHMENTS_MAX_MB: wholeNumber(0, 10_000_000).default(5_000).meta(
    {
      group: KEEP,
      description: "How many mebibytes of attachments a person may have; 0 takes none",
      default: "5000",
    } satisfies VariableDocs,
  ),
  AUTH_ISSUER: secureUrl.optional().meta(
    {
      group: EXTERNAL,
      description: "The issuer of an external authorization server, instead of the embedded one. " +
        "It must offer introspection (RFC 7662)",
      example: "https://id.example.com",
    } satisfies VariableDocs,
  ),
  INTROSPECTION_CLIENT_ID: z.string().optional().meta(
    {
      group: EXTERNAL,
      description: "The client id with which this server introspects tokens. Required with " +
        "AUTH_ISSUER",
      example: "epicme",
    } satisfies VariableDocs,
  ),
  INTROSPECTION_CLIENT_SECRET: z.string().optional().meta(
    {
      group: EXTERNAL,
      description: "The secret of that client. Required with AUTH_ISSUER",
    } satisfies VariableDocs,
  ),
  INTROSPECTION_ENDPOINT: secureUrl.optional().meta(
    {
      group: EXTERNAL,
      description: "The introspection endpoint, for servers that do not publish it",
      default: "from the server's metadata",
    } satisfies VariableDocs,
  ),
  WEB_CLIENT_ID: z.string().optional().meta(
    {
      group: EXTERNAL,
      description:
        "The id of this server as a client there with which people sign in to /journal " +
        "and to the pages of their data at /account, by OpenID Connect. Register PUBLIC_URL/journal/sign-in/callback as " +
        "redirect URI; its `sub` must be the one that introspection tells",
      default: "none: nobody reads their journal in a browser, or imports a file there",
      example: "epicme-web",
    } satisfies VariableDocs,
  ),
  WEB_CLIENT_SECRET: z.string().optional().meta(
    {
      group: EXTERNAL,
      description: "The secret of that client",
      default: "none: a public client, with PKCE only",
    } satisfies VariableDocs,
  ),
  TIME_ZONE: z.string().refine(
    (value) => timeZoneNamed(value) !== undefined,
    "Expected a name of the IANA time zone database, such as Europe/Berlin",
  ).optional().meta(
    {
      group: EXTERNAL,
      description:
        "The time zone of people who have told none. Here they set one at /account; an " +
        "external server can tell it as zoneinfo when a token is introspected",
      default: "UTC",
      example: "Europe/Berlin",
    } satisfies VariableDocs,
  ),
  TOKEN_AUDIENCE: z.string().optional().meta(
    {
      group: EXTERNAL,
      description: "The accepted aud, for servers that cannot issue ours",
      default: "PUBLIC_URL/mcp",
    } satisfies VariableDocs,
  ),
  SIGN_UP: signUp.optional().meta(
    {
      group: EMBEDDED,
      description: "Who may create an account: open, closed, or an invitation code of at least 8 " +
        "characters",
      default: "open if HOST and PUBLIC_URL are loopback addresses, else closed",
      example: "open",
    } satisfies VariableDocs,
  ),
  CIMD: onOff.default(true).meta(
    {
      group: EMBEDDED,
      description: "Client ID Metadata Documents; off where the server cannot reach the internet",
      default: "on",
    } satisfies VariableDocs,
  ),
  LOGIN_ISSUER: secureUrl.optional().meta(
    {
      group: LOGIN,
      description: "The issuer of an OpenID Connect provider with which people sign in. Register " +
        "there PUBLIC_URL/account/login/callback as redirect URI",
      example: "https://id.example.com",
    } satisfies VariableDocs,
  ),
  LOGIN_CLIENT_ID: z.string().optional().meta(
    {
      group: LOGIN,
      description: "The id of this server as a confidential client there. Required with " +
        "LOGIN_ISSUER",
      example: "epicme",
    } satisfies VariableDocs,
  ),
  LOGIN_CLIENT_SECRET: z.string().optional().meta(
    {
      group: LOGIN,
      description: "The secret of that client. Required with LOGIN_ISSUER",
    } satisfies VariableDocs,
  ),
  LOGIN_NAME: z.string().max(50, "Expected at most 50 characters").optional().meta(
    {
      group: LOGIN,
      description: "What people call the provider, for the button: Sign in with …",
      default: "the host of LOGIN_ISSUER",
      example: "Example Inc.",
    } satisfies VariableDocs,
  ),
  LOGIN_ALLOW: loginAllow.optional().meta(
    {
      group: LOGIN,
      description: "Who may sign in with it, separated by commas: addresses, domains such as " +
        "@example.com (both as the provider has verified them), groups such as group:writers, or *. " +
        "Required where anybody can have an account, such as at Google",
      default: "*",
      example: "@example.com, group:writers",
    } satisfies VariableDocs,
  ),
  LOGIN_SIGN_UP: onOff.default(true).meta(
    {
      group: LOGIN,
      description: "off: the first sign-in with the provider opens no account. Who has one here " +
        "links it, after its password",
      default: "on",
    } satisfies VariableDocs,
  ),
  LOGIN_PASSWORDS: onOff.default(true).meta(
    {
      group: LOGIN,
      description: "off: nobody signs in or signs up with a password of this server. One that " +
        "there is still links its account to the provider",
      default: "on",
    } satisfies VariableDocs,
  ),
  ENTERPRISE_SCOPES: enterpriseScopes.optional().meta(
    {
      group: LOGIN,
      description: "Scopes that the provider may give to a client in a person's name without a " +
        "page, by an ID-JAG (enterprise-managed authorization): separated by commas, or all",
      default: "none: such grants are not taken",
      example: "user:read, entries:read, entries:write, tags:read",
    } satisfies VariableDocs,
  ),
  SMTP_URL: smtpUrl.optional().meta(
    {
      group: MAIL,
      description:
        "The server that mails go through: smtp:// (port 587, with STARTTLS) or smtps:// " +
        "(port 465), with user and password, of which special characters are percent-encoded. " +
        "Without TLS only a loopback address is used",
      default: "none: no mails are sent, and people are told by their account page alone",
      example: "smtp://user:password@smtp.example.com",
    } satisfies VariableDocs,
  ),
  MAIL_FROM: mailFrom.optional().meta(
    {
      group: MAIL,
      description: "What mails come from. Required with SMTP_URL",
      example: "EpicMe <journal@example.com>",
    } satisfies VariableDocs,
  ),
  INTROSPECTION_CACHE_SECONDS: wholeNumber(0, 3600).default(30).meta(
    {
      group: PROTECT,
      description: "How many seconds a token that an external authorization server has revoked " +
        "may still work at most; 0 asks at every request. What the embedded one revokes ends " +
        "within a second, whatever this says",
      default: "30",
    } satisfies VariableDocs,
  ),
  TOOL_VISIBILITY: z.enum(["all", "granted"], "Expected all or granted").default("all").meta(
    {
      group: PROTECT,
      description:
        "all: a call that needs more scope is challenged (step-up). granted: tools and " +
        "prompts outside the scopes of the token are not listed",
      default: "all",
    } satisfies VariableDocs,
  ),
  ALLOWED_ORIGINS: origins.default([]).meta(
    {
      group: PROTECT,
      description:
        "Further web origins that may call /mcp from a browser, separated by commas, or *",
      example: "https://inspector.example.com",
    } satisfies VariableDocs,
  ),
  TRUST_PROXY: onOff.default(false).meta(
    {
      group: PROTECT,
      description: "on: the client address is the last entry of X-Forwarded-For",
      default: "off",
    } satisfies VariableDocs,
  ),
  RATE_LIMIT_PER_MINUTE: wholeNumber(1, 1_000_000).default(600).meta(
    {
      group: PROTECT,
      description: "Requests to /mcp for each person and minute",
      default: "600",
    } satisfies VariableDocs,
  ),
  IMPORT_MAX_MB: wholeNumber(1, 1_000_000).default(2048).meta(
    {
      group: PROTECT,
      description: "The largest file that a person may give at /account/import, in MB of " +
        "1,048,576 bytes. It lies in DATA_DIR/uploads until it is imported",
      default: "2048",
    } satisfies VariableDocs,
  ),
});

/** Read by Deno, by the platform or by a script, and not by the configuration. */
export const OTHER_VARIABLES: Readonly<Record<string, string>> = {
  DENO_KV_ACCESS_TOKEN: "The access token of KV Connect (Deno)",
  DENO_DEPLOY: "true: set by Deno Deploy, where nothing is kept on disk",
  DENO_DEPLOY_APPLICATION_SLUG: "Set by Deno Deploy: a part of PUBLIC_URL, unless that is set",
  DENO_DEPLOY_ORGANIZATION_SLUG: "Set by Deno Deploy: a part of PUBLIC_URL, unless that is set",
  DENO_KV_DEFAULT_PATH: "Set by Deno Deploy: the KV database that is assigned to the app (Deno)",
  DENO_SERVE_ADDRESS: "Set by Deno Deploy: where it wants us to listen, instead of HOST (Deno)",
  DENO_TIMELINE: "Set by Deno Deploy: a part of PUBLIC_URL, unless that is set",
  OTEL_DENO: "true: traces, metrics and log lines go to an OpenTelemetry collector (Deno)",
  KEYCLOAK_PASSWORD: "The password of the administrator for `deno task keycloak`",
  EPICME_PASSWORD: "The password for `deno task token`, instead of a question",
  INIT_CWD: "Set by `deno task`: paths of backup and restore start there",
};

function isOrigin(url: URL): boolean {
  return url.pathname === "/" && !url.hostname.endsWith(".") && !url.search && !url.hash &&
    !url.username && !url.password;
}

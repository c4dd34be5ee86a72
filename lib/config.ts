import type { z } from "zod";
import type { SignUpPolicy } from "./variables/embedded_server.ts";
import { Variables } from "./variables/variables.ts";
import { isOnDenoDeploy, originOnDenoDeploy } from "./platform/deno_deploy.ts";
import { type AllowRule, isPublicIssuer } from "./login_allow.ts";
import { isLoopback } from "./loopback.ts";
import type { Scope } from "./scopes.ts";

export type { SignUpPolicy };

/** The OpenID Connect provider that says who somebody is, for the embedded authorization server. */
export interface LoginConfig {
  issuer: string;
  client: { id: string; secret: string };
  /** What people call it. */
  name: string;
  /** Who may sign in with it. */
  allow: readonly AllowRule[];
  /** Whether a first sign-in opens an account. */
  signUp: boolean;
  /** Whether people may sign in with passwords of this server too. */
  passwords: boolean;
  /** What an ID-JAG of it may give to a client; without it none is taken. */
  enterpriseScopes?: readonly Scope[];
}

/** Where access tokens come from, and how they are introspected. */
export type AuthorizationConfig =
  | {
    kind: "embedded";
    signUp: SignUpPolicy;
    clientMetadataDocuments: boolean;
    login?: LoginConfig;
  }
  | {
    kind: "external";
    issuer: string;
    introspectionEndpoint?: string;
    client: { id: string; secret: string };
    /** This server as a client with which people sign in to /journal; without it they cannot. */
    webClient?: { id: string; secret?: string };
  };

/** The whole configuration, validated. Made by {@linkcode readConfig} only. */
export interface Config {
  /** Whether the platform starts and stops us as it likes, with a disk that does not last. */
  onDenoDeploy: boolean;
  listen: { hostname: string; port: number };
  /** The origin that people use; every URL we hand out starts with it, whatever `Host` says. */
  publicUrl: URL;
  /** The canonical resource identifier (RFC 8707): `PUBLIC_URL/mcp`. */
  resource: string;
  /** What `aud` must contain. */
  audience: string;
  authorization: AuthorizationConfig;
  /** How mails are sent; without it none are. */
  mail?: { url: URL; from: string };
  introspectionCacheSeconds: number;
  toolVisibility: "all" | "granted";
  /** Web origins that may call `/mcp` besides our own; `*` lets all in. */
  allowedOrigins: readonly string[];
  trustProxy: boolean;
  rateLimitPerMinute: number;
  /** The largest file that is imported, in MB of 1,048,576 bytes. */
  importMaxMb: number;
  /** Of people who have not set theirs. */
  timeZone?: string;
  dataDir: string;
  /** A KV Connect URL or `:memory:`, instead of the file in `dataDir`. */
  kvUrl?: string;
  /** PostgreSQL for the search index, instead of files in `dataDir`. */
  databaseUrl?: string;
  /** An S3-compatible store for attachments, instead of files in `dataDir`. */
  blobUrl?: string;
  /** 32 bytes with which attachments are encrypted. */
  blobKey?: Uint8Array;
  /** Of a person's attachments, in bytes. */
  attachmentsMaxBytes: number;
}

/** Every problem of the environment at once, a line each. */
export class ConfigError extends Error {
  override name = "ConfigError";

  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n  ${problems.join("\n  ")}`);
  }
}

/**
 * Returns the configuration that `environment` describes, with defaults for what is absent.
 *
 * @throws {ConfigError} naming all the variables that are wrong
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.entries(environment).filter(([, value]) => value?.trim());
  const set = { ...platformDefaults(environment), ...Object.fromEntries(present) };
  const parsed = Variables.safeParse(set);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])}: ${issue.message}`),
    ...companionProblems(set),
    ...platformProblems(set),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...toConfig(parsed.data!), onDenoDeploy: isOnDenoDeploy(environment) };
}

/** What is different where a platform decides where we listen and under which name. */
function platformDefaults(
  environment: Record<string, string | undefined>,
): Record<string, string> {
  if (!isOnDenoDeploy(environment)) return {};
  const origin = originOnDenoDeploy(environment);
  return { HOST: "0.0.0.0", ...origin !== undefined && { PUBLIC_URL: origin } };
}

/** On Deno Deploy a wrong address would answer 403 to everybody: better no start than that. */
function platformProblems(environment: Record<string, string | undefined>): string[] {
  if (!isOnDenoDeploy(environment)) return [];
  const { PUBLIC_URL, DENO_TIMELINE = "unknown" } = environment;
  const advice = "Set it to the origin that people use, such as https://journal.example.com";
  if (PUBLIC_URL === undefined) {
    return [
      `PUBLIC_URL: ${advice}, because Deno Deploy does not tell the address of the timeline ` +
      DENO_TIMELINE,
    ];
  }
  return isLoopback(URL.parse(PUBLIC_URL)?.hostname ?? "")
    ? [`PUBLIC_URL: ${advice}, because nobody reaches ${PUBLIC_URL} on Deno Deploy`]
    : [];
}

/** Variables that mean nothing without `LOGIN_ISSUER`. */
const WITH_LOGIN = [
  "LOGIN_CLIENT_ID",
  "LOGIN_CLIENT_SECRET",
  "LOGIN_NAME",
  "LOGIN_ALLOW",
  "LOGIN_SIGN_UP",
  "LOGIN_PASSWORDS",
  "ENTERPRISE_SCOPES",
];

/** What depends on more than one variable, reported even when single variables are wrong as well. */
function companionProblems(environment: Record<string, string | undefined>): string[] {
  return [
    ...introspectionProblems(environment),
    ...loginProblems(environment),
    ...mailProblems(environment),
  ];
}

function mailProblems(
  { SMTP_URL, MAIL_FROM, AUTH_ISSUER }: Record<string, string | undefined>,
): string[] {
  if (!SMTP_URL) return MAIL_FROM ? ["MAIL_FROM: Means nothing without SMTP_URL"] : [];
  return [
    ...MAIL_FROM ? [] : ["MAIL_FROM: Required with SMTP_URL"],
    ...AUTH_ISSUER ? ["SMTP_URL: Means nothing with AUTH_ISSUER, which tells people itself"] : [],
  ];
}

function loginProblems(environment: Record<string, string | undefined>): string[] {
  const { LOGIN_ISSUER: issuer, AUTH_ISSUER, LOGIN_ALLOW } = environment;
  if (!issuer) {
    return WITH_LOGIN.filter((name) => environment[name])
      .map((name) => `${name}: Means nothing without LOGIN_ISSUER`);
  }
  const problems = ["LOGIN_CLIENT_ID", "LOGIN_CLIENT_SECRET"]
    .filter((name) => !environment[name]).map((name) => `${name}: Required with LOGIN_ISSUER`);
  if (AUTH_ISSUER) {
    problems.push("LOGIN_ISSUER: Means nothing with AUTH_ISSUER, where people sign in instead");
  }
  if (!LOGIN_ALLOW && URL.canParse(issuer) && isPublicIssuer(issuer)) {
    problems.push(
      `LOGIN_ALLOW: Required, because anybody can have an account at ${new URL(issuer).host}: ` +
        "expected addresses, domains or groups, or * for everybody",
    );
  }
  return problems;
}

function introspectionProblems(environment: Record<string, string | undefined>): string[] {
  const credentials = ["INTROSPECTION_CLIENT_ID", "INTROSPECTION_CLIENT_SECRET"];
  const others = ["INTROSPECTION_ENDPOINT", "WEB_CLIENT_ID", "WEB_CLIENT_SECRET"];
  if (!environment.AUTH_ISSUER) {
    return [...credentials, ...others].filter((name) => environment[name])
      .map((name) => `${name}: Means nothing without AUTH_ISSUER`);
  }
  const missing = credentials.filter((name) => !environment[name])
    .map((name) => `${name}: Required with AUTH_ISSUER`);
  return environment.WEB_CLIENT_SECRET && !environment.WEB_CLIENT_ID
    ? [...missing, "WEB_CLIENT_SECRET: Means nothing without WEB_CLIENT_ID"]
    : missing;
}

function toConfig(variables: z.infer<typeof Variables>): Omit<Config, "onDenoDeploy"> {
  const publicUrl = new URL(variables.PUBLIC_URL ?? `http://localhost:${variables.PORT}`);
  const resource = `${publicUrl.origin}/mcp`;
  return {
    listen: { hostname: variables.HOST, port: variables.PORT },
    publicUrl,
    resource,
    audience: variables.TOKEN_AUDIENCE ?? resource,
    authorization: toAuthorization(variables, publicUrl),
    ...variables.SMTP_URL && {
      mail: { url: variables.SMTP_URL, from: variables.MAIL_FROM! },
    },
    introspectionCacheSeconds: variables.INTROSPECTION_CACHE_SECONDS,
    toolVisibility: variables.TOOL_VISIBILITY,
    allowedOrigins: variables.ALLOWED_ORIGINS.map((value) =>
      value === "*" ? value : new URL(value).origin
    ),
    trustProxy: variables.TRUST_PROXY,
    rateLimitPerMinute: variables.RATE_LIMIT_PER_MINUTE,
    importMaxMb: variables.IMPORT_MAX_MB,
    timeZone: variables.TIME_ZONE,
    dataDir: variables.DATA_DIR,
    kvUrl: variables.KV_URL,
    databaseUrl: variables.DATABASE_URL,
    blobUrl: variables.BLOB_URL,
    blobKey: variables.BLOB_KEY,
    attachmentsMaxBytes: variables.ATTACHMENTS_MAX_MB * 2 ** 20,
  };
}

function toAuthorization(
  variables: z.infer<typeof Variables>,
  publicUrl: URL,
): AuthorizationConfig {
  if (variables.AUTH_ISSUER) {
    return {
      kind: "external",
      // Kept byte for byte: an issuer is compared as a string (RFC 8414, section 3.3).
      issuer: variables.AUTH_ISSUER,
      introspectionEndpoint: variables.INTROSPECTION_ENDPOINT,
      client: {
        id: variables.INTROSPECTION_CLIENT_ID!,
        secret: variables.INTROSPECTION_CLIENT_SECRET!,
      },
      ...variables.WEB_CLIENT_ID && {
        webClient: { id: variables.WEB_CLIENT_ID, secret: variables.WEB_CLIENT_SECRET },
      },
    };
  }
  // Listening on every interface lets in the whole network, whatever the public name is.
  const open = isLoopback(publicUrl.hostname) && isLoopback(variables.HOST);
  const signUp = variables.SIGN_UP ?? { policy: open ? "open" : "closed" };
  return {
    kind: "embedded",
    // Signing up here means choosing a password.
    signUp: variables.LOGIN_PASSWORDS ? signUp : { policy: "closed" },
    clientMetadataDocuments: variables.CIMD,
    ...(variables.LOGIN_ISSUER ? { login: toLogin(variables, variables.LOGIN_ISSUER) } : {}),
  };
}

function toLogin(variables: z.infer<typeof Variables>, issuer: string): LoginConfig {
  return {
    issuer,
    client: { id: variables.LOGIN_CLIENT_ID!, secret: variables.LOGIN_CLIENT_SECRET! },
    name: variables.LOGIN_NAME?.trim() ?? new URL(issuer).host,
    allow: variables.LOGIN_ALLOW ?? [{ kind: "everybody" }],
    signUp: variables.LOGIN_SIGN_UP,
    passwords: variables.LOGIN_PASSWORDS,
    enterpriseScopes: variables.ENTERPRISE_SCOPES,
  };
}

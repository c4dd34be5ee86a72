import { discovery, httpIntrospection, type Introspect, type UserContext } from "../auth/mod.ts";
import type { AuthorizationConfig, Config } from "../config.ts";
import type { AuthorizationServer, LogEvent, PasswordCost } from "../identity/mod.ts";
import type { Store } from "../kv/store.ts";
import type { Log } from "../log.ts";
import { plainText } from "../plain_text.ts";
import type { Profile } from "../profile.ts";
import type { WebLogin } from "../web_login/mod.ts";

/** The population of those who have an account at the embedded server. */
export const EMBEDDED_REALM = "embedded";

/** Where tokens come from: the embedded authorization server or an external one, seen alike. */
export interface Authorization {
  issuer: string;
  /** The population of subjects: it survives a change of `PUBLIC_URL`. */
  realm: string;
  introspect: Introspect;
  /** The metadata document of the authorization server (RFC 8414). */
  authorizationServerMetadata(): Promise<object>;
  /** Rejects while it cannot be reached. */
  check(): Promise<unknown>;
  profile(user: UserContext): Promise<Profile>;
  /** Returns what people call clients, by their ids, as far as that is known. */
  clientNames(ids: Iterable<string>): Promise<ReadonlyMap<string, string>>;
  /** Lets people sign in to their own journals at an external server, if it knows us as a client. */
  webLogin?: WebLogin;
  /** The embedded server, which has routes of its own. */
  server?: AuthorizationServer;
  close(): Promise<void>;
}

export interface AuthorizationOptions {
  store: Store;
  log: Log;
  fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Called when the embedded server ended tokens before their time. */
  onRevoked: () => void;
  /** Called when somebody signs in to our pages whose browser names its time zone. */
  onTimeZone?: (subject: string, timeZone: string) => Promise<void>;
  /** Called when a mail waits; without it people are told by their pages alone. */
  onMail?: () => void;
  /** Of new passwords at the embedded server, instead of its own: for tests. */
  passwordCost?: PasswordCost;
}

/** Returns the source of authorization that the configuration asks for. */
export function openAuthorization(
  config: Config,
  options: AuthorizationOptions,
): Promise<Authorization> {
  const { authorization } = config;
  return authorization.kind === "embedded"
    ? openEmbedded({ ...config, authorization }, options)
    : openExternal({ ...config, authorization }, options);
}

async function openEmbedded(
  config: Config & { authorization: AuthorizationConfig & { kind: "embedded" } },
  options: AuthorizationOptions,
): Promise<Authorization> {
  // Loaded only where it is used: with an external server none of its code runs.
  const { openAuthorizationServer } = await import("../identity/mod.ts");
  const server = await openAuthorizationServer(options.store, {
    ...config.authorization,
    publicUrl: config.publicUrl,
    resource: config.resource,
    now: options.now,
    onRevoked: options.onRevoked,
    onTimeZone: options.onTimeZone,
    onMail: options.onMail,
    passwordCost: options.passwordCost,
    log: (entry) => report(options.log, entry),
  });
  return {
    issuer: server.issuer,
    realm: EMBEDDED_REALM,
    introspect: server.introspect,
    authorizationServerMetadata: server.metadata,
    // It is here, and works as long as KV does. To ask it for more would load all of it.
    check: () => Promise.resolve(),
    profile: async ({ subject }) => await server.profile(subject) ?? { id: subject },
    clientNames: server.people.clientNames,
    server,
    close: server.close,
  };
}

function report(log: Log, entry: LogEvent): void {
  if (entry.event === "login_failed") {
    log.error(entry.event, entry.error);
  } else if (entry.event === "client_document_not_read") {
    const { event, ...fields } = entry;
    log.info(event, fields);
  } else {
    log.error(entry.event, `${entry.route}: ${entry.error}`);
  }
}

async function openExternal(
  { authorization: config, publicUrl }: Config & {
    authorization: AuthorizationConfig & { kind: "external" };
  },
  options: AuthorizationOptions,
): Promise<Authorization> {
  const metadata = discovery({ ...config, fetch: options.fetch, now: options.now });
  return {
    issuer: config.issuer,
    realm: config.issuer,
    introspect: httpIntrospection({ ...config, metadata, fetch: options.fetch }),
    authorizationServerMetadata: metadata,
    check: metadata,
    profile: ({ subject, username }) =>
      Promise.resolve({ id: subject, ...(username && { name: username }) }),
    // It does not tell their names: their ids are all that is known.
    clientNames: (ids) => Promise.resolve(new Map([...ids].map((id) => [id, plainText(id) ?? id]))),
    webLogin: config.webClient && await openWebLogin(config, { ...options, publicUrl }),
    close: () => Promise.resolve(),
  };
}

/** Loaded only where it is used: most external servers know no such client. */
async function openWebLogin(
  { issuer, webClient }: AuthorizationConfig & { kind: "external" },
  { store, now, log, onTimeZone, publicUrl }: AuthorizationOptions & { publicUrl: URL },
): Promise<WebLogin> {
  const { openWebLogin } = await import("../web_login/mod.ts");
  return openWebLogin({
    ...{ store, now, onTimeZone, origin: publicUrl.origin },
    login: {
      ...{ issuer, client: webClient!, name: new URL(issuer).host },
      allow: [{ kind: "everybody" }],
    },
    onFault: (description) => log.error("login_failed", description),
  });
}

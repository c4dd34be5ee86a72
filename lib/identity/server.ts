import type { Store } from "../kv/store.ts";
import { AccountSessions } from "./people/account_sessions.ts";
import { type Account, Accounts, mailAddressOf, type SignedIn } from "./people/accounts.ts";
import { openInvitations } from "./people/invitations.ts";
import { disableAccount, enableAccount, listAccounts } from "./people/manage_accounts.ts";
import { openResets } from "./people/resets.ts";
import { clientNames } from "./clients/names.ts";
import { endBrowserSessions } from "./people/browser_sessions.ts";
import { Connections } from "./people/connections.ts";
import { Links } from "./people/links.ts";
import { type ErasedPerson, erasePerson } from "./people/erase_person.ts";
import { introspect, type Introspection } from "./endpoints/introspect.ts";
import { openLimits } from "./people/limits.ts";
import type { PasswordCost } from "./people/passwords.ts";
import { type Metadata, withoutDocuments } from "./provider/metadata.ts";
import { Passkeys } from "./passkeys/passkeys.ts";
import type { People } from "./people/people.ts";
import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { Mail } from "../mail/mod.ts";
import { mailWithLink } from "./told/texts.ts";
import { openTold } from "./told/told.ts";
import { SignIns } from "./sign_ins/sign_ins.ts";
import { once } from "../later.ts";
import { isLoopback } from "../loopback.ts";
import { offerOfDocuments } from "./clients/offer_documents.ts";
import type { Profile } from "../profile.ts";
import { errorReport, type LogEvent } from "./provider/report_errors.ts";
import { safeFetch } from "./clients/safe_fetch.ts";
import { revocationStamp } from "./storage/revoked.ts";
import { openSecrets } from "./storage/secrets.ts";
import { sharedRefreshes } from "./endpoints/shared_refresh.ts";
import type { SignUpPolicy } from "./people/check_sign_up.ts";
import type { LoginConfig } from "../config.ts";
import type { Login } from "./login/login.ts";
import type { openProviderLogin, ProviderLogin } from "./provider_login.ts";
import type { Oidc } from "./oidc.ts";
import { COOKIES } from "./storage/cookies.ts";
import { ID_JAG_PROFILE } from "./id_jag.ts";

/** How an authorization server is set up. */
export interface AuthorizationServerOptions {
  /** Its origin is the issuer. */
  publicUrl: URL;
  /** The one audience of its access tokens. */
  resource: string;
  signUp: SignUpPolicy;
  /** Whether clients may be known by a metadata document instead of a registration. */
  clientMetadataDocuments: boolean;
  /** The provider that people sign in with, if there is one. */
  login?: LoginConfig;
  /** Reads metadata documents instead of the guarded fetch: for tests. */
  cimdFetch?: typeof fetch;
  /** Of new passwords, instead of that of passwords.ts: for tests. */
  passwordCost?: PasswordCost;
  /** The clock, in milliseconds since the epoch. oidc-provider keeps its own for `exp`. */
  now?: () => number;
  /** Called when a mail waits to be sent; without it people are told by their pages alone. */
  onMail?: () => void;
  /** Receives errors on our side, and documents that could not be read; never a secret. */
  log?: (event: LogEvent) => void;
  /** Called after tokens were revoked, so that what is remembered about them can be forgotten. */
  onRevoked?: () => void;
  /** Called when somebody signs in whose browser names its time zone: any text. It must not throw. */
  onTimeZone?: (subject: string, timeZone: string) => Promise<void>;
}

/** An authorization server within this process. */
export interface AuthorizationServer {
  /** The plain origin, the same bytes everywhere (RFC 8414, section 2). */
  readonly issuer: string;
  /** The credential with which the resource server may introspect over HTTP. */
  readonly resourceServer: { clientId: string; clientSecret: string };
  /** Answers every path under `/oauth/`. */
  handle(request: Request, clientAddress: string): Promise<Response>;
  /** What the pages at `/account` need of it. */
  readonly people: People;
  /** The provider that people sign in with, if there is one. */
  readonly login?: Login;
  /** Lets an authorization request go on as somebody who is back from there; returns where. */
  finishSignIn(uid: string, person: SignedIn): Promise<string>;
  /** What the introspection endpoint answers about a token (RFC 7662, section 2.2). */
  introspect(token: string): Promise<Introspection>;
  /** Changes whenever an instance on the same store has ended tokens before their time. */
  revocationStamp(): Promise<string>;
  /** The metadata document (RFC 8414). */
  metadata(): Promise<Metadata>;
  /** The person behind a subject, or `undefined` if there is no such account. */
  profile(subject: string): Promise<Profile | undefined>;
  /** The subject of the account with an e-mail address. */
  subjectOf(email: string): Promise<string | undefined>;
  /**
   * Ends an account, and everything that was issued under it; returns whether there was one.
   * Its address is free from then on.
   */
  closeAccount(subject: string): Promise<boolean>;
  /** Removes all that is kept of a person and returns how many rows that were. */
  erase(person: ErasedPerson, options?: { signal?: AbortSignal }): Promise<number>;
  /** All accounts, the oldest first. */
  accounts(): Promise<Account[]>;
  /** Lets nobody act for an account, and ends all that was issued under it. */
  disableAccount(subject: string): Promise<boolean>;
  /** Lets its person in again; returns whether there is such an account. */
  enableAccount(subject: string): Promise<boolean>;
  /** Writes the mail with a new link for the account of an address; `undefined` if there is none. */
  writeResetMail(to: string): Promise<Mail | undefined>;
  /** How many apps a person has connected. */
  connectedApps(subject: string): Promise<number>;
  /** Stops answering. The store stays open. */
  close(): Promise<void>;
}

/** Opens the authorization server that is kept in `store`, making its secrets on the first start. */
export async function openAuthorizationServer(
  store: Store,
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> {
  const { publicUrl, resource, signUp, now = Date.now } = options;
  const issuer = publicUrl.origin;
  const secrets = await openSecrets(store);
  const accounts = new Accounts(store, { now, passwordCost: options.passwordCost });
  const limits = openLimits(store, now);
  const fetchDocument = options.clientMetadataDocuments
    ? options.cimdFetch ?? safeFetch()
    : undefined;
  const documents = offerOfDocuments({ isLocal: isLoopback(publicUrl.hostname), now });
  const takesAssertions = options.login?.enterpriseScopes !== undefined;
  const onError = errorReport(options.log);
  const onEnded = () => options.onRevoked?.();
  const links = new Links(store, { accounts, now });
  const people = {
    accounts,
    links,
    connections: new Connections(store, { now, onEnded }),
    passkeys: new Passkeys(store, { origin: issuer, now }),
    signIns: new SignIns(store, now),
    limits,
    signUp,
    resets: openResets({ store, now, passwordCost: options.passwordCost }),
    invitations: openInvitations({ store, now }),
    told: openTold({
      ...{ store, now, onError, onMail: options.onMail },
      ...{ origin: issuer, limit: limits.mails },
      async personOf(subject) {
        const account = await accounts.find(subject);
        return account && { address: mailAddressOf(account) };
      },
    }),
    async proposeTimeZone({ account: { subject } }: SignedIn, form: URLSearchParams) {
      const timeZone = form.get("time_zone");
      if (timeZone) await options.onTimeZone?.(subject, timeZone);
    },
  };
  const sessions = new AccountSessions(store, { accounts, now });
  const parts = { ...people, store, now, resource, issuer };
  const login = options.login && await openLogin(options.login, { ...parts, log: options.log });
  const resourceServer = {
    clientId: "epicme-resource-server",
    clientSecret: secrets.resourceServer,
  };
  const look = (token: string) => introspect(token, { store, accounts, resource, issuer, now });
  // A client that has a token needs none of it: oidc-provider is half of what there is to load.
  let opened: Promise<Oidc> | undefined;
  const oidc = once(async () => {
    const { openOidc } = await import("./oidc.ts");
    return await (opened = openOidc({
      ...{ ...parts, publicUrl, secrets, fetchDocument, login, onError, onEnded },
      ...{ resourceServer, introspect: look, share: sharedRefreshes({ store, now }) },
      takesAssertions,
      onDocumentFailure(error, about) {
        if (!about.hasCopy) documents.noteFailure(error);
        const { problem, message } = error;
        options.log?.({ event: "client_document_not_read", ...about, problem, message });
      },
      metadata: takesAssertions ? { authorization_grant_profiles_supported: [ID_JAG_PROFILE] } : {},
    }));
  });
  const metadata = once(async () => (await oidc()).readMetadata());

  return {
    issuer,
    resourceServer,
    handle: async (request, clientAddress) => await (await oidc()).handle(request, clientAddress),
    people: {
      ...people,
      sessions,
      browserSessionCookie: COOKIES.session,
      thisBrowser: async (session) => await (await oidc()).thisBrowser(session),
      endBrowserSessions: (subject) => endBrowserSessions(store, subject),
      clientNames: (ids) => clientNames(store, ids, now),
    },
    login: login?.login,
    finishSignIn: async (uid, person) => await (await oidc()).finishSignIn(uid, person),
    introspect: look,
    revocationStamp: () => revocationStamp(store),
    metadata: async () =>
      documents.isOpen() ? await metadata() : withoutDocuments(await metadata()),
    async profile(subject) {
      const account = await accounts.find(subject);
      if (!account) return undefined;
      const { name, email, createdAt } = account;
      return { id: subject, ...(name ? { name } : {}), ...(email ? { email } : {}), createdAt };
    },
    subjectOf: async (email) => (await accounts.findByEmail(email))?.subject,
    async closeAccount(subject) {
      const wasOpen = await accounts.close(subject);
      onEnded();
      return wasOpen;
    },
    accounts: () => listAccounts(store),
    async disableAccount(subject) {
      const isDisabled = await disableAccount(store, { subject, now: now() });
      // Nothing of it works any more; gone as well, it stays so when the account is enabled again.
      await Promise.all([sessions.endAll(subject), endBrowserSessions(store, subject)]);
      await people.connections.endAll(subject);
      onEnded();
      return isDisabled;
    },
    enableAccount: (subject) => enableAccount(store, subject),
    async writeResetMail(to) {
      const account = await accounts.findByEmail(to);
      // A link for a disabled account would lead nowhere.
      const isOpen = account !== undefined && account.disabledAt === undefined;
      if (!isOpen || options.login?.passwords === false) return undefined;
      const token = await people.resets.make(account.subject, "mail");
      const link = `${issuer}${ACCOUNT_PATHS.reset}?${new URLSearchParams({ token })}`;
      return { ...mailWithLink(link), to };
    },
    erase: (person, options) => erasePerson(store, person, options),
    connectedApps: async (subject) => (await people.connections.list(subject)).length,
    async close() {
      await opened?.then((oidc) => oidc.close(), () => {});
      await people.signIns.settled();
    },
  };
}

/** The way to the provider, whose code is loaded where there is one. */
async function openLogin(...args: Parameters<typeof openProviderLogin>): Promise<ProviderLogin> {
  const { openProviderLogin } = await import("./provider_login.ts");
  return openProviderLogin(...args);
}

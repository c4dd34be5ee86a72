import type { LoginConfig } from "../../config.ts";
import type { Store } from "../../kv/store.ts";
import type { Limiter } from "../../limiter.ts";
import { isAllowed, needsEmail } from "../../login_allow.ts";
import {
  type Account,
  AccountDisabledError,
  type Accounts,
  type SignedIn,
} from "../people/accounts.ts";
import type { FormError } from "../people/form_error.ts";
import type { Invitations } from "../people/invitations.ts";
import type { LinkedPerson, Links } from "../people/links.ts";
import { randomSecret } from "../storage/hashing.ts";
import type { Told } from "../told/told.ts";
import { type Attempt, type FirstLogin, OneTimeRecords, type Purpose } from "./attempts.ts";
import type { BrowserCookie } from "./browser_cookie.ts";
import type { VouchedPerson } from "./person.ts";
import { isFault, LoginProblem } from "./problem.ts";
import type { RelyingParty, Way } from "./relying_party.ts";

/** How somebody has come back from the provider. */
export type Finished =
  | { readonly kind: "problem"; readonly problem: LoginProblem; readonly purpose?: Purpose }
  | SignedInThere
  /** They have to say whether an account is theirs: `id` is that of their `FirstLogin`. */
  | { readonly kind: "first"; readonly id: string }
  | { readonly kind: "confirmed"; readonly subject: string; readonly to: string }
  | { readonly kind: "linked" };

/** Somebody who is signed in now, and what for. */
export interface SignedInThere {
  readonly kind: "signed_in";
  readonly person: SignedIn;
  readonly purpose: Purpose;
  readonly timeZone?: string;
}

/** Signing in with the provider of `LOGIN_ISSUER`. */
export interface Login {
  readonly name: string;
  /** Whether a first sign-in opens an account. */
  readonly signUp: boolean;
  /** Whether people may sign in with passwords of this server too. */
  readonly passwords: boolean;
  readonly cookie: BrowserCookie;
  /** Where to send the person. Throws `LoginProblem`. */
  begin(
    purpose: Purpose,
    options: Way & { browser: string; address: string; timeZone?: string },
  ): Promise<URL>;
  /** Who came back, with the query of the redirect. */
  finish(answer: URLSearchParams, browser: string | undefined): Promise<Finished>;
  /** Somebody who has no account yet, and has to say how they go on. */
  first(id: string, browser: string | undefined): Promise<FirstLogin | undefined>;
  /**
   * Lets them go on: with the account that `prove` returns, linked from then on, or a new one without
   * `prove`. A form error is returned as it is.
   */
  goOn(
    id: string,
    browser: string | undefined,
    prove?: () => Promise<SignedIn | FormError>,
  ): Promise<Finished | FormError>;
  /** Where the person's session at the provider can be ended, if it offers that. */
  endSessionUrl(): Promise<string | undefined>;
}

export interface LoginOptions {
  readonly store: Store;
  readonly config: LoginConfig;
  readonly relyingParty: RelyingParty;
  readonly cookie: BrowserCookie;
  readonly accounts: Accounts;
  readonly links: Links;
  readonly invitations: Invitations;
  readonly told: Pick<Told, "tell">;
  readonly limit: Limiter;
  readonly now: () => number;
  /** Called when nobody is signed in for a reason that the operator can do something about. */
  readonly onFault: (problem: LoginProblem) => void;
}

/** Opens the way to the provider; nothing is asked there before somebody wants to go. */
export function openLogin(options: LoginOptions): Login {
  const { store, config, relyingParty, accounts, links, told, limit, now } = options;
  const attempts = new OneTimeRecords<Attempt>(store, "Login", now);
  const firstLogins = new OneTimeRecords<FirstLogin>(store, "FirstLogin", now);

  async function arrive(
    attempt: Attempt,
    { person, browser }: { person: VouchedPerson; browser: string },
  ): Promise<Finished> {
    const at = now();
    const { purpose, timeZone } = attempt;
    // Who may not sign in any more can still delete what they have written.
    if (purpose.kind !== "confirm") checkAllowed(config, person);
    switch (purpose.kind) {
      case "confirm": {
        const { link } = await accounts.find(purpose.subject) ?? {};
        if (!isSame(link, person)) {
          throw new LoginProblem("other_person", { label: person.email ?? person.name });
        }
        return { kind: "confirmed", subject: purpose.subject, to: purpose.to };
      }
      case "link":
        await linkAndTell(purpose.subject, person, { since: attempt.beganAt });
        return { kind: "linked" };
    }
    const known = await links.find(person);
    if (known) {
      await links.note(known, person);
      return { kind: "signed_in", person: { account: known, at }, purpose, timeZone };
    }
    if (person.isUnverified) throw new LoginProblem("unverified", { label: person.email });
    const owner = person.email ? await accounts.findByEmail(person.email) : undefined;
    const invitation = await invitationFor(person, purpose);
    if (!owner && (invitation || config.signUp)) {
      const opened = invitation
        ? await links.openInvited(person, invitation)
        : await links.open(person);
      if (opened) return { kind: "signed_in", person: opened, purpose, timeZone };
    }
    const id = randomSecret();
    // Without groups, of which a company has any number: they have been judged.
    await firstLogins.keep({ purpose, person: { ...person, groups: [] }, timeZone }, {
      id,
      browser,
    });
    return { kind: "first", id };
  }

  /** Whoever is linked gets in from then on, whatever becomes of the password: the owner is told. */
  async function linkAndTell(
    subject: string,
    person: LinkedPerson,
    proven: { since: number },
  ): Promise<void> {
    const result = await links.link(subject, person, proven);
    if (result === "gone") throw new LoginProblem("expired");
    if (result !== "linked") throw new LoginProblem(result);
    await told.tell(subject, { kind: "linked", provider: config.name });
  }

  /** An invitation for one address is for the person to whom the provider says that it belongs. */
  async function invitationFor(person: VouchedPerson, purpose: Purpose) {
    if (purpose.kind !== "account" || purpose.invitation === undefined) return undefined;
    const invitation = await options.invitations.findHashed(purpose.invitation);
    const isTheirs = invitation?.email === undefined || invitation.email === person.verifiedEmail;
    return isTheirs ? invitation : undefined;
  }

  function failed(cause: unknown, purpose?: Purpose): Finished {
    const error = cause instanceof AccountDisabledError ? new LoginProblem("disabled") : cause;
    if (!(error instanceof LoginProblem)) throw error;
    if (isFault(error)) options.onFault(error);
    return { kind: "problem", problem: error, purpose };
  }

  return {
    name: config.name,
    signUp: config.signUp,
    passwords: config.passwords,
    cookie: options.cookie,
    async begin(purpose, { browser, address, timeZone, hint, fresh = false }) {
      const retryAfter = await limit.take(address);
      if (retryAfter > 0) throw new LoginProblem("too_often", { retryAfter });
      // Who links must not link whoever happens to be signed in there.
      const isFresh = fresh || purpose.kind === "confirm" || purpose.kind === "link";
      try {
        const beganAt = now();
        const { url, handshake } = await relyingParty.begin({ hint, fresh: isFresh });
        const { state, ...others } = handshake;
        await attempts.keep({
          ...{ purpose, handshake: others, beganAt, isFresh },
          ...(timeZone ? { timeZone: timeZone.slice(0, 100) } : {}),
        }, { id: state, browser });
        return url;
      } catch (error) {
        if (error instanceof LoginProblem && isFault(error)) options.onFault(error);
        throw error;
      }
    },
    async finish(answer, browser) {
      const state = answer.get("state") ?? "";
      const attempt = await attempts.take(state, browser);
      if (!attempt || !browser) return failed(new LoginProblem("expired"));
      try {
        const person = await relyingParty.finish(answer, {
          handshake: { ...attempt.handshake, state },
          ...(attempt.isFresh ? { freshSince: attempt.beganAt } : {}),
        });
        return await arrive(attempt, { person, browser });
      } catch (error) {
        return failed(error, attempt.purpose);
      }
    },
    first: (id, browser) => firstLogins.find(id, browser),
    async goOn(id, browser, prove) {
      const waiting = await firstLogins.find(id, browser);
      if (!waiting || !prove && !config.signUp) return failed(new LoginProblem("expired"));
      const proven = await prove?.();
      if (proven && "problem" in proven) return proven;
      // Once only: whoever sends the form twice has gone on with the first.
      const first = await firstLogins.take(id, browser);
      if (!first) return failed(new LoginProblem("expired"));
      const { person, purpose, timeZone } = first;
      try {
        if (proven) await linkAndTell(proven.account.subject, person, { since: proven.at });
        return {
          kind: "signed_in",
          person: proven ?? await links.open(person),
          ...{ purpose, timeZone },
        };
      } catch (error) {
        return failed(error, purpose);
      }
    },
    endSessionUrl: relyingParty.endSessionUrl,
  };
}

/** Throws `LoginProblem` unless one of the rules of `LOGIN_ALLOW` fits. */
function checkAllowed({ allow }: LoginConfig, person: VouchedPerson): void {
  if (isAllowed(allow, person)) return;
  const isInDoubt = person.email !== undefined && person.verifiedEmail === undefined;
  const label = person.email ?? person.name;
  throw new LoginProblem(isInDoubt && needsEmail(allow) ? "unverified" : "not_allowed", { label });
}

function isSame(link: Account["link"], person: VouchedPerson): boolean {
  return link?.issuer === person.issuer && link.subject === person.subject;
}

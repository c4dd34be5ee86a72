import type { LoginConfig } from "../../config.ts";
import { commit, type Store } from "../../kv/store.ts";
import { isAllowed } from "../../login_allow.ts";
import { EVERYDAY_SCOPES, isScope, type Scope } from "../../scopes.ts";
import { personOf, type VouchedPerson } from "../login/person.ts";
import { type Account, AccountDisabledError, type Accounts } from "../people/accounts.ts";
import type { Links } from "../people/links.ts";
import { recordKey } from "../storage/keys.ts";
import { AssertionError, endOf, type IdJag } from "./assertion.ts";

/** What decides about an assertion that is genuine. */
export interface RedeemOptions {
  readonly store: Store;
  readonly login: LoginConfig;
  readonly accounts: Accounts;
  readonly links: Links;
}

/**
 * The account in whose name an ID-JAG speaks: that of the same person as at a sign-in, or a new one
 * where a first sign-in would open one at once. Throws `AssertionError`.
 */
export async function accountFor(
  assertion: IdJag,
  { login, accounts, links }: RedeemOptions,
): Promise<Account> {
  const person = personOf({ issuer: assertion.iss, subject: assertion.sub }, assertion);
  const known = await links.find(person).catch((error) => {
    if (error instanceof AccountDisabledError) {
      throw new AssertionError("the account of its person is disabled here");
    }
    throw error;
  });
  if (!isAllowed(login.allow, { ...person, verifiedEmail: verifiedEmail(person, known) })) {
    throw new AssertionError("this server is not open to its person");
  }
  if (known) return known;
  const isNew = login.signUp && !person.isUnverified &&
    !(person.email && await accounts.findByEmail(person.email));
  if (!isNew) throw new AssertionError("its person has to sign in here once, on a page");
  return (await links.open(person)).account;
}

/** What the assertion says of the address, else what the provider said at the last sign-in. */
function verifiedEmail(person: VouchedPerson, known?: Account): string | undefined {
  if (person.email) return person.verifiedEmail;
  return known?.link?.isVerified ? known.link.email : undefined;
}

/**
 * The scopes that an ID-JAG gives: what it names, or the everyday ones if it names none; of these
 * what the operator lets it give, and what the client wants if it says so.
 */
export function scopesFor(
  { scope: asserted }: Pick<IdJag, "scope">,
  { allowed, requested }: { allowed: readonly Scope[]; requested?: string },
): Scope[] {
  // The extension's own example is a list with one string of several scopes.
  const named = asserted === undefined
    ? EVERYDAY_SCOPES
    : [asserted].flat().flatMap((each) => String(each).split(" ")).filter(isScope);
  const wanted = requested?.split(" ");
  return [...new Set(named)].filter((scope) =>
    allowed.includes(scope) && (wanted === undefined || wanted.includes(scope))
  );
}

/** Uses an ID-JAG up. Throws `AssertionError` for one that was used: of two at once one is. */
export async function useOnce(
  store: Store,
  { assertion, now }: { assertion: IdJag; now: number },
): Promise<void> {
  const key = recordKey("IdJag", JSON.stringify([assertion.iss, assertion.jti]));
  const expiresAt = endOf(assertion);
  const { ok } = await commit(
    store,
    (op) =>
      op.check({ key, versionstamp: null })
        .set(key, { expiresAt }, { expireIn: Math.max(1, expiresAt - now) }),
  );
  if (!ok) throw new AssertionError("it was used already");
}

import { normalizeEmail } from "./accounts.ts";
import { sha256 } from "../../digest.ts";
import { createLimiter, type Limiter } from "../../limiter.ts";

/** How often one client address may do what costs us work or lets it guess. */
export interface Limits {
  readonly registrations: Limiter;
  readonly authorizations: Limiter;
  /** Counted for each grant type by itself: codes never use up what refreshes may do. */
  readonly tokens: Limiter;
  readonly signUps: Limiter;
  /** Ways to the provider: each is kept until it has come back. */
  readonly logins: Limiter;
  readonly signIns: SignInLimit;
  /** Pages about a person's data, counted by account: some read the whole journal. */
  readonly dataVisits: Limiter;
  readonly downloads: Limiter;
  readonly imports: Limiter;
}

/** Failed sign-ins, counted by address, by account, and by both together. */
export interface SignInLimit {
  /** Seconds until this address may try this account again; 0 if it may now. */
  wait(address: string, email: string): number;
  /** For how many milliseconds an attempt at this account is held up, wherever it comes from. */
  delay(email: string): number;
  /** Counts an attempt, before anybody knows how it ends. */
  count(address: string, email: string): void;
  /** Takes an attempt back that succeeded. */
  forgive(address: string, email: string): void;
}

/** How long an attempt takes at an account that many have guessed at, in milliseconds. */
const SLOWED_DOWN = 2000;

/** How many events in how many seconds. */
export const RATE_LIMITS = {
  registrations: { limit: 60, seconds: 60 },
  authorizations: { limit: 120, seconds: 60 },
  tokens: { limit: 600, seconds: 60 },
  signUps: { limit: 30, seconds: 60 },
  logins: { limit: 60, seconds: 60 },
  signInsOfAddress: { limit: 20, seconds: 60 },
  signInsOfAddressAndAccount: { limit: 8, seconds: 60 },
  signInsOfAccount: { limit: 100, seconds: 3600 },
  dataVisits: { limit: 60, seconds: 60 },
  downloads: { limit: 6, seconds: 60 },
  imports: { limit: 6, seconds: 60 },
} as const;

/** The limits of one server; `now` is in milliseconds. */
export function openLimits(now: () => number): Limits {
  const limit = (name: keyof typeof RATE_LIMITS) => createLimiter({ ...RATE_LIMITS[name], now });
  return {
    registrations: limit("registrations"),
    authorizations: limit("authorizations"),
    tokens: limit("tokens"),
    signUps: limit("signUps"),
    logins: limit("logins"),
    signIns: signInLimit(limit),
    dataVisits: limit("dataVisits"),
    downloads: limit("downloads"),
    imports: limit("imports"),
  };
}

/**
 * No account is ever refused for itself: whoever knows an e-mail address could lock its owner out. A
 * guesser is stopped at its own address. One with many addresses only makes each attempt slow, that
 * of the owner too.
 */
function signInLimit(limit: (name: keyof typeof RATE_LIMITS) => Limiter): SignInLimit {
  const byAddress = limit("signInsOfAddress");
  const byPair = limit("signInsOfAddressAndAccount");
  const byAccount = limit("signInsOfAccount");
  // Hashed, because what is typed into the field has no bound.
  const account = (email: string) => sha256(normalizeEmail(email));
  const pair = (address: string, email: string) => `${address} ${account(email)}`;
  return {
    wait: (address, email) => Math.max(byAddress.wait(address), byPair.wait(pair(address, email))),
    delay: (email) => byAccount.wait(account(email)) > 0 ? SLOWED_DOWN : 0,
    count(address, email) {
      byAddress.count(address);
      byAccount.count(account(email));
      byPair.count(pair(address, email));
    },
    forgive(address, email) {
      byAddress.forgive(address);
      byAccount.forgive(account(email));
      byPair.forgive(pair(address, email));
    },
  };
}

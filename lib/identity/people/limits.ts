import { normalizeEmail } from "./accounts.ts";
import { sha256 } from "../../digest.ts";
import { openLimiter } from "../../kv/shared_limiter.ts";
import type { Store } from "../../kv/store.ts";
import type { Limiter } from "../../limiter.ts";

/** How often one client address may do what costs us work or lets it guess. */
export interface Limits {
  readonly registrations: Limiter;
  readonly authorizations: Limiter;
  /** Counted for each grant type by itself: codes never use up what refreshes may do. */
  readonly tokens: Limiter;
  readonly signUps: Limiter;
  /** Links to new passwords, asked for and opened. */
  readonly resets: Limiter;
  /** Ways to the provider: each is kept until it has come back. */
  readonly logins: Limiter;
  readonly signIns: SignInLimit;
  /** Challenges for passkeys: each is kept until it is answered. */
  readonly challenges: Limiter;
  /** Answers of passkeys. */
  readonly passkeys: Limiter;
  /** Pages about a person's data, counted by account: some read the whole journal. */
  readonly dataVisits: Limiter;
  readonly downloads: Limiter;
  readonly imports: Limiter;
  /** Mails about an account; what is beyond it is told by its page alone. */
  readonly mails: Limiter;
  /** Links to new passwords by mail, counted by the address that was typed. */
  readonly resetMails: Limiter;
}

/** Failed sign-ins, counted by address, by account, and by both together. */
export interface SignInLimit {
  /** Counts an attempt of an address at an account, before anybody knows how it ends. */
  begin(address: string, email: string): Promise<SignInAttempt>;
}

/** How an attempt may go on: not for so many seconds, or after so many milliseconds. */
export type SignInAttempt =
  | { retryAfter: number }
  | {
    delay: number;
    /** Takes the attempt back, because it succeeded. */
    forgive(): Promise<void>;
  };

/** How long an attempt takes at an account that many have guessed at, in milliseconds. */
const SLOWED_DOWN = 2000;

/** How many events in how many seconds. */
export const RATE_LIMITS = {
  registrations: { limit: 60, seconds: 60 },
  authorizations: { limit: 120, seconds: 60 },
  tokens: { limit: 600, seconds: 60 },
  signUps: { limit: 30, seconds: 60 },
  resets: { limit: 20, seconds: 60 },
  logins: { limit: 60, seconds: 60 },
  challenges: { limit: 60, seconds: 60 },
  passkeys: { limit: 20, seconds: 60 },
  signInsOfAddress: { limit: 20, seconds: 60 },
  signInsOfAddressAndAccount: { limit: 8, seconds: 60 },
  signInsOfAccount: { limit: 100, seconds: 3600 },
  dataVisits: { limit: 60, seconds: 60 },
  downloads: { limit: 6, seconds: 60 },
  imports: { limit: 6, seconds: 60 },
  mails: { limit: 20, seconds: 3600 },
  resetMails: { limit: 5, seconds: 3600 },
} as const;

/** The limits of a server, which its instances share; `now` is in milliseconds. */
export function openLimits(store: Store, now: () => number): Limits {
  const limit = (name: keyof typeof RATE_LIMITS) =>
    openLimiter(store, { name, ...RATE_LIMITS[name], now });
  return {
    registrations: limit("registrations"),
    authorizations: limit("authorizations"),
    tokens: limit("tokens"),
    signUps: limit("signUps"),
    resets: limit("resets"),
    logins: limit("logins"),
    signIns: signInLimit(limit),
    challenges: limit("challenges"),
    passkeys: limit("passkeys"),
    dataVisits: limit("dataVisits"),
    downloads: limit("downloads"),
    imports: limit("imports"),
    mails: limit("mails"),
    resetMails: limit("resetMails"),
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
  return {
    async begin(address, email) {
      // Hashed, because what is typed into the field has no bound.
      const account = sha256(normalizeEmail(email));
      const pair = `${address} ${account}`;
      const pairWait = await byPair.take(pair);
      if (pairWait > 0) return { retryAfter: pairWait };
      const addressWait = await byAddress.take(address);
      if (addressWait > 0) {
        await byPair.forgive(pair);
        return { retryAfter: addressWait };
      }
      const isSlow = await byAccount.take(account) > 0;
      return {
        delay: isSlow ? SLOWED_DOWN : 0,
        async forgive() {
          await byPair.forgive(pair);
          await byAddress.forgive(address);
          // Of an account that is slow nothing was counted.
          if (!isSlow) await byAccount.forgive(account);
        },
      };
    },
  };
}

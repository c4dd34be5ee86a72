import { normalizeEmail } from "./accounts.ts";
import { sha256 } from "./hashing.ts";
import { type Limiter, limiter } from "../limiter.ts";

/** How often one client address may do what costs us work or lets it guess. */
export interface Limits {
  readonly registrations: Limiter;
  readonly signUps: Limiter;
  readonly signIns: SignInLimit;
}

/** Failed sign-ins, counted by address and by address and account together. */
export interface SignInLimit {
  /** Seconds until this address may try this account again; 0 if it may now. */
  wait(address: string, email: string): number;
  /** Counts an attempt, before anybody knows how it ends. */
  count(address: string, email: string): void;
  /** Takes an attempt back that succeeded. */
  forgive(address: string, email: string): void;
}

/** The limits of one server; `now` is in milliseconds. */
export function openLimits(now: () => number): Limits {
  return {
    registrations: limiter({ limit: 60, seconds: 60, now }),
    signUps: limiter({ limit: 60, seconds: 60, now }),
    signIns: signInLimit(now),
  };
}

/**
 * An account alone is never counted: whoever knows an e-mail address could lock its owner out. A
 * guesser is slowed down by its own address, the owner at another address signs in as ever.
 */
function signInLimit(now: () => number): SignInLimit {
  const byAddress = limiter({ limit: 20, seconds: 60, now });
  const byPair = limiter({ limit: 8, seconds: 60, now });
  // Hashed, because what is typed into the field has no bound.
  const pair = (address: string, email: string) => `${address} ${sha256(normalizeEmail(email))}`;
  return {
    wait: (address, email) => Math.max(byAddress.wait(address), byPair.wait(pair(address, email))),
    count(address, email) {
      byAddress.count(address);
      byPair.count(pair(address, email));
    },
    forgive(address, email) {
      byAddress.forgive(address);
      byPair.forgive(pair(address, email));
    },
  };
}

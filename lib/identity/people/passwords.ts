import { type BinaryLike, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { Buffer } from "node:buffer";
import { bounded } from "../../bounded.ts";
import { isCommonPassword } from "./common_passwords.ts";

/** How much work a guess at a password is: the parameters of scrypt (RFC 7914, section 2). */
export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's second choice for scrypt: 16 MiB, and about half a second off the main thread. */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 14, r: 8, p: 5 };
const KEY_BYTES = 32;
const NO_KEY = Buffer.alloc(KEY_BYTES);
const MIN_LENGTH = 8;
const MAX_LENGTH = 256;

/** Those in line wait a few seconds; more would wait for a page that nobody sees any more. */
const inLine = bounded({ atOnce: 4, waiting: 32 });

/**
 * What is wrong with a new password, as a sentence for the person, or `undefined`. Length counts,
 * composition does not (NIST SP 800-63B, section 3.1.1.2).
 */
export function passwordProblem(password: string, email: string): string | undefined {
  const normalized = password.normalize("NFKC");
  const length = [...normalized].length;
  if (length < MIN_LENGTH) {
    return `The password has ${length} characters and needs at least ${MIN_LENGTH}`;
  }
  if (length > MAX_LENGTH) {
    return `The password has ${length} characters and may have at most ${MAX_LENGTH}`;
  }
  const folded = normalized.toLowerCase();
  if (isCommonPassword(folded)) return "This password is one of the first that an attacker tries";
  const [local] = email.toLowerCase().split("@");
  if (folded === email.toLowerCase() || folded === local) {
    return "The password is the same as the e-mail address";
  }
  return undefined;
}

/** The scrypt hash of a password (RFC 7914) as `scrypt$N$r$p$salt$key`; throws `BusyError`. */
export async function hashPassword(password: string, cost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16);
  return encode({ cost, salt, key: await derive(password, { salt, cost }) });
}

/**
 * What to verify against where there is no account: the answer is no after the work of `cost`, so
 * that the time does not tell whether an account exists.
 */
export function decoy(cost = PASSWORD_COST): string {
  return encode({ cost, salt: Buffer.alloc(16), key: NO_KEY });
}

/** Whether `password` made the hash `stored`. Throws `BusyError`. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt, key] = stored.split("$");
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const derived = await derive(password, { salt: Buffer.from(salt, "base64"), cost });
  const known = Buffer.from(key, "base64");
  return timingSafeEqual(derived, known) && !known.equals(NO_KEY);
}

function encode(
  { cost: { N, r, p }, salt, key }: { cost: PasswordCost; salt: Buffer; key: Buffer },
): string {
  return ["scrypt", N, r, p, salt.toString("base64"), key.toString("base64")].join("$");
}

function derive(
  password: string,
  { salt, cost }: { salt: BinaryLike; cost: PasswordCost },
): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return inLine(() =>
    new Promise((resolve, reject) =>
      scrypt(
        password.normalize("NFKC"),
        salt,
        KEY_BYTES,
        options,
        (error, key) => error ? reject(error) : resolve(key),
      )
    )
  );
}

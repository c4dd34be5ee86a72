import { commit, type Store } from "../../kv/store.ts";
import { randomSecret } from "./hashing.ts";
import { secretKey } from "./keys.ts";

/** What an authorization server must remember over restarts and share with its other instances. */
export interface Secrets {
  /** Private key that signs ID tokens. */
  readonly signing: JsonWebKey & { alg: "ES256"; use: "sig" };
  /** Signs the cookies. */
  readonly cookies: string;
  /** With which the resource server introspects over HTTP. */
  readonly resourceServer: string;
}

/** Reads the secrets, making those that are missing. */
export async function openSecrets(store: Store): Promise<Secrets> {
  const [signing, cookies, resourceServer] = await Promise.all([
    readOrMake(store, secretKey("signing"), makeSigningKey),
    readOrMake(store, secretKey("cookies"), randomSecret),
    readOrMake(store, secretKey("resource_server"), randomSecret),
  ]);
  return { signing, cookies, resourceServer };
}

/** Two processes that start at once both make one; the first to commit wins and both read that. */
async function readOrMake<T>(
  store: Store,
  key: Deno.KvKey,
  make: () => T | Promise<T>,
): Promise<T> {
  const known = await store.read.get<T>(key);
  if (known.value !== null) return known.value;
  const made = await make();
  const result = await commit(store, (op) => op.check({ key, versionstamp: null }).set(key, made));
  if (result.ok) return made;
  const winner = await store.write.get<T>(key);
  if (winner.value === null) {
    throw new Error(`The secret ${key.join("/")} vanished while it was made`);
  }
  return winner.value;
}

async function makeSigningKey(): Promise<Secrets["signing"]> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return { kty, crv, x, y, d, alg: "ES256", use: "sig" };
}

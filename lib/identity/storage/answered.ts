import { recordKey } from "./keys.ts";
import type { AdapterPayload } from "./oidc_provider.ts";
import type { StoredRecord } from "./records.ts";
import type { Store } from "../../kv/store.ts";

/** What is remembered of an interaction that was answered, until it would have ended. */
export interface AnsweredInteraction {
  /** Of the authorization request. */
  readonly params: Record<string, unknown>;
  /** The interaction with which the same request goes on; absent if it has been answered as well. */
  readonly next?: string;
}

/** Lets `op` remember an interaction that is removed because it was answered. */
export function rememberAnswered(
  op: Deno.AtomicOperation,
  { uid, record, now }: { uid: string; record: StoredRecord; now: number },
): void {
  const { payload: { iat, params, cid }, expiresAt } = record;
  if (!expiresAt || expiresAt <= now) return;
  const answered: StoredRecord = { payload: { iat, params, cid }, expiresAt };
  op.set(recordKey("AnsweredInteraction", uid), answered, { expireIn: expiresAt - now });
}

/** Lets `op` remember that the request of an interaction goes on with it, if it follows another one. */
export function rememberNext(
  op: Deno.AtomicOperation,
  { uid, record, expireIn }: { uid: string; record: StoredRecord; expireIn: number },
): void {
  const { payload: { cid, lastSubmission }, expiresAt } = record;
  if (!cid || !lastSubmission) return;
  op.set(recordKey("NextInteraction", cid), { payload: { next: uid }, expiresAt }, { expireIn });
}

/** What is remembered of an interaction; `undefined` if it was not answered, or too long ago. */
export async function findAnswered(
  store: Store,
  { uid, now }: { uid: string; now: number },
): Promise<AnsweredInteraction | undefined> {
  const answered = await read(store, { model: "AnsweredInteraction", id: uid, now });
  if (!answered?.params) return undefined;
  const { params, cid = "" } = answered;
  const following = await read(store, { model: "NextInteraction", id: cid, now });
  const next = following?.next;
  const isLive = typeof next === "string" &&
    await read(store, { model: "Interaction", id: next, now }) !== undefined;
  return { params, ...(isLive ? { next } : {}) };
}

async function read(
  store: Store,
  { model, id, now }: { model: string; id: string; now: number },
): Promise<AdapterPayload | undefined> {
  const { value } = await store.read.get<StoredRecord>(recordKey(model, id));
  return value !== null && (value.expiresAt ?? 0) > now ? value.payload : undefined;
}

import { randomSecret } from "../identity/storage/hashing.ts";
import { CONFIRMED } from "../identity/storage/lifetimes.ts";
import { sha256 } from "../digest.ts";
import { commit, removeAll, type Store } from "../kv/store.ts";
import { HOUR_MS, isRecent, MINUTE_MS } from "../time.ts";

/** As long as those at `/account` of the embedded server, in milliseconds. */
const SESSION_MS = 12 * HOUR_MS;
const IDLE_MS = 30 * MINUTE_MS;

/** A session is marked as seen at most this often: not every page costs a write. */
const SEEN_INTERVAL_MS = MINUTE_MS;

/** A session as it is stored, under the hash of its secret; milliseconds. */
interface StoredSession {
  readonly subject: string;
  /** What the person is shown of who is signed in, as far as the server says it. */
  readonly label?: string;
  readonly signedInAt: number;
  readonly seenAt: number;
  /** When the person has been asked once more, for this session, who they are. */
  readonly confirmedAt?: number;
}

/** Whose session it is. */
export interface SignedIn {
  readonly subject: string;
  /** What the server calls the person. */
  readonly label?: string;
  /** Whether they have just been asked once more who they are. */
  readonly isConfirmed: boolean;
}

/** Who is signed in in which browser at an external server. Only the browser knows the secrets. */
export interface WebSessions {
  /** Begins a session and returns its secret. */
  begin(person: Pick<SignedIn, "subject" | "label">): Promise<string>;
  /** Returns whose session it is; `undefined` if it has ended in any way. */
  find(secret: string): Promise<SignedIn | undefined>;
  /**
   * Lets a session count as confirmed for some minutes. Nothing happens to one of another person, or
   * one that has ended.
   */
  confirm(secret: string, subject: string): Promise<void>;
  end(secret: string): Promise<void>;
  /** Ends every session of a person, and returns how many there were. */
  endAll(subject: string): Promise<number>;
}

/** Opens the sessions in `store`; `now` is in milliseconds. */
export function openWebSessions(
  { store, now }: { store: Store; now: () => number },
): WebSessions {
  const remaining = ({ signedInAt, seenAt }: StoredSession) =>
    Math.min(signedInAt + SESSION_MS, seenAt + IDLE_MS) - now();

  async function write(key: Deno.KvKey, session: StoredSession, check?: Deno.AtomicCheck) {
    const expireIn = Math.max(1, remaining(session));
    await commit(store, (operation) => {
      // A session that was ended meanwhile stays ended.
      if (check) operation.check(check);
      return operation.set(key, session, { expireIn })
        .set(memberKey(session.subject, key), true, { expireIn });
    });
  }

  return {
    async begin(person) {
      const secret = randomSecret();
      await write(sessionKey(secret), { ...person, signedInAt: now(), seenAt: now() });
      return secret;
    },
    async find(secret) {
      const entry = await store.read.get<StoredSession>(sessionKey(secret));
      if (entry.value === null || remaining(entry.value) <= 0) return undefined;
      if (now() - entry.value.seenAt >= SEEN_INTERVAL_MS) {
        await write(entry.key, { ...entry.value, seenAt: now() }, entry);
      }
      const { subject, label, confirmedAt = -Infinity } = entry.value;
      const isConfirmed = isRecent(confirmedAt, { span: CONFIRMED * 1000, now: now() });
      return { subject, label, isConfirmed };
    },
    async confirm(secret, subject) {
      const entry = await store.write.get<StoredSession>(sessionKey(secret));
      if (entry.value?.subject !== subject || remaining(entry.value) <= 0) return;
      await write(entry.key, { ...entry.value, seenAt: now(), confirmedAt: now() }, entry);
    },
    async end(secret) {
      const key = sessionKey(secret);
      const { value } = await store.read.get<StoredSession>(key);
      if (value === null) return;
      await commit(store, (op) => op.delete(key).delete(memberKey(value.subject, key)));
    },
    async endAll(subject) {
      let ended = 0;
      for await (const { key } of store.read.list({ prefix: membersKey(subject) })) {
        await commit(store, (op) => op.delete([...SESSIONS, key.at(-1)!]).delete(key));
        ended++;
      }
      return ended;
    },
  };
}

/** Ends the sessions of everybody, as in a backup that was put back; returns how many there were. */
export async function endWebSessions(store: Store): Promise<number> {
  const ended = await removeAll(store, [...SESSIONS]);
  await removeAll(store, [...MEMBERS]);
  return ended;
}

const SESSIONS = ["web", "session"] as const;
const MEMBERS = ["web", "session_of"] as const;

function sessionKey(secret: string): Deno.KvKey {
  return [...SESSIONS, sha256(secret)];
}

function membersKey(subject: string): Deno.KvKey {
  return [...MEMBERS, sha256(subject)];
}

function memberKey(subject: string, session: Deno.KvKey): Deno.KvKey {
  return [...membersKey(subject), session.at(-1)!];
}

import type { Store } from "../kv/store.ts";
import { DAY_MS } from "../time.ts";
import { ulid } from "ulid";

/** One plain text mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A mail that waits, as it is stored; milliseconds. It never holds a secret. */
export interface MailJob extends Mail {
  /** Whom it is about: an erasure removes it. */
  readonly owner: string;
  /** The same at every attempt, so that what comes twice can be recognized (RFC 5322, 3.6.4). */
  readonly messageId: string;
  readonly queuedAt: number;
  readonly attempts: number;
  /** Not before; a process that sends it puts this off, and one that dies loses nothing. */
  readonly nextAt: number;
}

/** Where mails wait, by owner. */
export const MAIL_PREFIX: Deno.KvKey = ["mail", "queue"];

/** After so long nobody waits for it any more. */
export const GIVE_UP_MS = DAY_MS;

/** Lets `op` put a mail into the queue: it is sent if, and only if, the rest is committed. */
export function putMail(
  op: Deno.AtomicOperation,
  mail: Mail & { owner: string; host: string },
  now: number,
): Deno.AtomicOperation {
  const { owner, host, ...content } = mail;
  const job: MailJob = {
    ...content,
    owner,
    messageId: `<${crypto.randomUUID()}@${host}>`,
    queuedAt: now,
    attempts: 0,
    nextAt: now,
  };
  return op.set([...MAIL_PREFIX, owner, ulid(now)], job, { expireIn: 2 * GIVE_UP_MS });
}

/** Returns the mails that wait, at most `limit`. */
export function listMails(store: Store, limit: number): Promise<Deno.KvEntry<MailJob>[]> {
  return Array.fromAsync(store.write.list<MailJob>({ prefix: MAIL_PREFIX }, { limit }));
}

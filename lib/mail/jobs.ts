import type { Store } from "../kv/store.ts";
import { DAY_MS, MINUTE_MS } from "../time.ts";
import { ulid } from "ulid";

/** One plain text mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A link to a new password that is wanted: the mail is written when it is sent, with its secret. */
export interface WantedLink {
  readonly to: string;
  readonly link: "reset";
}

/** A mail that waits, as it is stored; milliseconds. It never holds a secret. */
export type MailJob = (Mail & { readonly link?: undefined } | WantedLink) & {
  /** Whom it is about: an erasure removes it. */
  readonly owner: string;
  /** The same at every attempt, so that what comes twice can be recognized (RFC 5322, 3.6.4). */
  readonly messageId: string;
  readonly queuedAt: number;
  readonly attempts: number;
  /** Not before; a process that sends it puts this off, and one that dies loses nothing. */
  readonly nextAt: number;
};

/** Where mails wait, by owner. */
export const MAIL_PREFIX: Deno.KvKey = ["mail", "queue"];

/** After so long nobody waits for it any more. */
export const GIVE_UP_MS = DAY_MS;

/** Whoever has asked for a link has asked again by then. */
const GIVE_UP_LINK_MS = 30 * MINUTE_MS;

/** How long a mail is tried, in milliseconds. */
export function patienceFor({ link }: Pick<MailJob, "link">): number {
  return link === undefined ? GIVE_UP_MS : GIVE_UP_LINK_MS;
}

/** Lets `op` put a mail into the queue: it is sent if, and only if, the rest is committed. */
export function putMail(
  op: Deno.AtomicOperation,
  mail: (Mail | WantedLink) & { owner: string; host: string },
  now: number,
): Deno.AtomicOperation {
  const { owner, host, ...content } = mail;
  const job = {
    ...content,
    owner,
    messageId: `<${crypto.randomUUID()}@${host}>`,
    queuedAt: now,
    attempts: 0,
    nextAt: now,
  } as MailJob;
  return op.set([...MAIL_PREFIX, owner, ulid(now)], job, { expireIn: 2 * patienceFor(job) });
}

/** Returns the mails that wait, at most `limit`. */
export function listMails(store: Store, limit: number): Promise<Deno.KvEntry<MailJob>[]> {
  return Array.fromAsync(store.write.list<MailJob>({ prefix: MAIL_PREFIX }, { limit }));
}

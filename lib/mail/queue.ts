import { commit, type Store } from "../kv/store.ts";
import type { Log } from "../log.ts";
import { MINUTE_MS } from "../time.ts";
import { listMails, type Mail, type MailJob, patienceFor } from "./jobs.ts";
import type { Sender } from "./sender.ts";

export interface MailQueueOptions {
  readonly store: Store;
  readonly sender: Sender;
  /** Writes the mail with a new link to whom an address belongs; `undefined` if that is nobody. */
  writeLink?(to: string): Promise<Mail | undefined>;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Sends the mails that wait, whichever process has put them there. */
export interface MailQueue {
  /** Sends what is due now, and returns once that is done. */
  work(): Promise<void>;
  close(): Promise<void>;
}

/** Mails of other processes are looked for so often. */
const INTERVAL_MS = 5_000;

/** Longer than a server may take over one mail: until then no other process sends it, too. */
const LEASE_MS = 2 * MINUTE_MS;

/** Mails that one look takes; those behind them wait for the next. */
const MAX_AT_ONCE = 500;

/** How long after so many attempts the next one comes. */
function pauseAfter(attempts: number): number {
  return Math.min(30 * MINUTE_MS, MINUTE_MS * 2 ** (attempts - 1));
}

/**
 * Returns a queue that looks by itself, too. A mail is sent at least once: a process that ends between
 * the server's yes and its note of it leaves the mail to another one.
 */
export function startMailQueue(
  { store, sender, writeLink, log, now }: MailQueueOptions,
): MailQueue {
  let isClosed = false;
  let running: Promise<void> | undefined;

  /** A mail that was put in while one look was under way is not left to the next one. */
  let isAskedAgain = false;

  async function workAll(): Promise<void> {
    do {
      isAskedAgain = false;
      await workOnce();
    } while (isAskedAgain && !isClosed);
  }

  async function workOnce(): Promise<void> {
    for (const entry of await listMails(store, MAX_AT_ONCE)) {
      if (isClosed) return;
      if (entry.value.nextAt <= now()) await attempt(entry);
    }
  }

  async function attempt(entry: Deno.KvEntry<MailJob>): Promise<void> {
    const { key, value } = entry;
    const patience = patienceFor(value);
    if (now() - value.queuedAt > patience) return await giveUp(key, "it was tried for long enough");
    const attempts = value.attempts + 1;
    const expireIn = 2 * patience;
    const taken = { ...value, attempts, nextAt: now() + LEASE_MS };
    const lease = await commit(store, (op) => op.check(entry).set(key, taken, { expireIn }));
    if (!lease.ok) return;
    try {
      const mail = value.link === undefined ? value : await writeLink?.(value.to);
      const { messageId, queuedAt } = value;
      if (mail) await sender.send({ ...mail, messageId, date: new Date(queuedAt) });
    } catch (error) {
      if (isFinal(error)) return await giveUp(key, codeOf(error));
      const next = { ...taken, nextAt: now() + pauseAfter(attempts) };
      // An erasure may have removed it meanwhile: it does not come back.
      const check = { key, versionstamp: lease.versionstamp };
      await commit(store, (op) => op.check(check).set(key, next, { expireIn }));
      log.info("mail_not_sent", { attempts, reason: codeOf(error) });
      return;
    }
    await commit(store, (op) => op.delete(key));
  }

  /** Neither the address nor what the server says is logged: both name a person. */
  async function giveUp(key: Deno.KvKey, reason: string): Promise<void> {
    await commit(store, (op) => op.delete(key));
    log.error("mail_given_up", `A mail is given up: ${reason}`);
  }

  function work(): Promise<void> {
    if (isClosed) return Promise.resolve();
    isAskedAgain = true;
    return running ??= workAll()
      .catch((error) => log.error("mail_queue", error))
      .finally(() => running = undefined);
  }

  const timer = setInterval(work, INTERVAL_MS);
  Deno.unrefTimer(timer);

  return {
    work,
    async close() {
      isClosed = true;
      clearInterval(timer);
      await running;
      sender.close();
    },
  };
}

/** Whether the server will never take it: a lasting refusal of recipient or text (RFC 5321, 4.2.1). */
function isFinal(error: unknown): boolean {
  const { responseCode = 0, command = "" } = error as { responseCode?: number; command?: string };
  return responseCode >= 500 && ["RCPT TO", "DATA"].includes(command);
}

function codeOf(error: unknown): string {
  const { code = "unknown", responseCode = "" } = error as { code?: string; responseCode?: number };
  return `${code} ${responseCode}`.trim();
}

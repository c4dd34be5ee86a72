import type { Config } from "../config.ts";
import { sha256 } from "../digest.ts";
import { commit, type Store } from "../kv/store.ts";
import type { Limiter } from "../limiter.ts";
import type { Log } from "../log.ts";
import { type Mail, putMail } from "../mail/jobs.ts";
import type { MailQueue } from "../mail/queue.ts";

/** Begins to send the mails that wait, if `SMTP_URL` says how; its code is loaded only then. */
export async function openMails(
  { mail }: Config,
  options: {
    store: Store;
    log: Log;
    now: () => number;
    writeLink(to: string): Promise<Mail | undefined>;
  },
): Promise<MailQueue | undefined> {
  if (!mail) return undefined;
  const { createSender, startMailQueue } = await import("../mail/mod.ts");
  return startMailQueue({ ...options, sender: createSender(mail) });
}

/** Whose a mail with a link is, is looked up when it is sent. */
const NOBODY_YET = "-";

/**
 * Returns what has a link to a new password sent. It does the same for every address, after the answer:
 * neither what is answered nor when tells whether there is an account.
 */
export function resetLinks(
  { store, queue, limit, host, log, now }: {
    store: Store;
    queue: MailQueue;
    limit: Limiter;
    host: string;
    log: Log;
    now: () => number;
  },
): (email: string) => void {
  async function send(to: string): Promise<void> {
    if (await limit.take(sha256(to)) > 0) return;
    const wanted = { to, link: "reset", owner: NOBODY_YET, host } as const;
    await commit(store, (op) => putMail(op, wanted, now()));
    await queue.work();
  }
  return (email) => void send(email).catch((error) => log.error("reset_mail", error));
}

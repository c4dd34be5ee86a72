import type { Config } from "../config.ts";
import type { Store } from "../kv/store.ts";
import type { Log } from "../log.ts";
import type { MailQueue } from "../mail/mod.ts";

/** Begins to send the mails that wait, if `SMTP_URL` says how; its code is loaded only then. */
export async function openMails(
  { mail }: Config,
  options: { store: Store; log: Log; now: () => number },
): Promise<MailQueue | undefined> {
  if (!mail) return undefined;
  const { createSender, startMailQueue } = await import("../mail/mod.ts");
  return startMailQueue({ ...options, sender: createSender(mail) });
}

import { ulid } from "ulid";
import { commit, type Store } from "../../kv/store.ts";
import type { Limiter } from "../../limiter.ts";
import { putMail } from "../../mail/jobs.ts";
import { plainText } from "../../plain_text.ts";
import { DAY_MS } from "../../time.ts";
import { accountPrefix } from "../storage/keys.ts";
import type { AccountEvent, ToldEvent } from "./events.ts";
import { mailAbout } from "./texts.ts";

export type { AccountEvent, ToldEvent };

/** Tells a person of an event. Whatever becomes of it, what has happened stays. */
export type Tell = (subject: string, event: AccountEvent) => Promise<void>;

/** Tells people what happened at their accounts: on their page, and by mail if mails are sent. */
export interface Told {
  readonly tell: Tell;
  /** What the person has not seen yet, newest first, at most `MAX_SHOWN`. */
  unseen(subject: string): Promise<ToldEvent[]>;
  /** Forgets what the person has seen: the event `last` and those before it. */
  see(subject: string, last: string): Promise<void>;
}

export interface ToldOptions {
  readonly store: Store;
  /** Where a person gets mails, if they have an address; `undefined` if there is no such account. */
  personOf(subject: string): Promise<{ readonly address?: string } | undefined>;
  /** Mails of one account; beyond it the page alone tells. */
  readonly limit: Limiter;
  /** The origin of the pages. */
  readonly origin: string;
  /** Called when a mail waits; without it none is sent. */
  readonly onMail?: () => void;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

/** Events that the page shows at once. */
export const MAX_SHOWN = 20;

/** What nobody has looked at for so long is of no use any more. */
const KEPT_MS = 90 * DAY_MS;

/** Opens what people are told. */
export function openTold(options: ToldOptions): Told {
  const { store, personOf, limit, origin, onMail, now, onError } = options;

  async function note(subject: string, event: AccountEvent): Promise<void> {
    const person = await personOf(subject);
    if (!person) return;
    const at = now();
    const clean = withPlainNames(event);
    const address = clean.kind === "email" && clean.before || person.address;
    const sends = onMail && address && await limit.take(subject) === 0;
    await commit(store, (op) => {
      op.set([...eventsOf(subject), ulid(at)], { ...clean, at }, { expireIn: KEPT_MS });
      if (!sends) return op;
      const mail = mailAbout(clean, { at, origin });
      return putMail(
        op,
        { ...mail, to: address, owner: subject, host: new URL(origin).hostname },
        at,
      );
    });
    if (sends) onMail();
  }

  return {
    async tell(subject, event) {
      try {
        await note(subject, event);
      } catch (error) {
        onError(error);
      }
    },
    async unseen(subject) {
      const rows = await Array.fromAsync(
        store.read.list<Omit<ToldEvent, "id">>({ prefix: eventsOf(subject) }, {
          ...{ limit: MAX_SHOWN, reverse: true },
        }),
      );
      return rows.map(({ key, value }) => ({ ...value, id: String(key.at(-1)) }) as ToldEvent);
    },
    async see(subject, last) {
      // An id is a ULID; what is longer than a key may be would be an error of KV.
      if (!/^[0-9A-Z]{26}$/.test(last)) return;
      const prefix = eventsOf(subject);
      const seen = { start: prefix, end: [...prefix, `${last}\0`] };
      for await (const { key } of store.write.list(seen)) {
        await commit(store, (op) => op.delete(key));
      }
    },
  };
}

function eventsOf(subject: string): Deno.KvKey {
  return accountPrefix(subject, "Event");
}

/** Names that somebody else chose, on one line. */
function withPlainNames(event: AccountEvent): AccountEvent {
  if (event.kind === "connected") {
    return { ...event, app: plainText(event.app) ?? "An app without a name" };
  }
  if (event.kind !== "passkey") return event;
  const name = plainText(event.name);
  return { kind: event.kind, ...(name ? { name } : {}) };
}

import { useState } from "preact/hooks";
import type { Host } from "../host/connect.ts";
import type { Entry } from "../journal.ts";
import type { Words } from "../words.ts";

/**
 * Takes an entry into the conversation, if the host offers a way. Only its time and id are said: no
 * text of a journal speaks in the person's name.
 */
export function Ask({ host, words, entry }: { host: Host; words: Words; entry: Entry }) {
  const [outcome, setOutcome] = useState("");
  const which = `journal entry of ${words.moment(entry)} (id ${entry.id})`;
  const { message, updateModelContext } = host.can;
  if (!message && !updateModelContext) return null;

  async function ask(): Promise<void> {
    try {
      if (message) await host.say(`Let us talk about my ${which}. Please read it first.`);
      else await host.mention(`In the timeline, the person points at the ${which}.`);
      setOutcome(message ? "Your assistant has been asked." : "Your assistant knows: just ask.");
    } catch {
      setOutcome("The client did not let the question through.");
    }
  }
  return (
    <div class="ask">
      <button type="button" onClick={ask}>
        {message ? "Ask about this entry" : "Point at this entry"}
      </button>
      <p class="quiet" role="status">{outcome}</p>
    </div>
  );
}

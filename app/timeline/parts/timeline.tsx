import { useMemo, useState } from "preact/hooks";
import { dayIn, knownTimeZone, ownTimeZone } from "../../../lib/calendar/days.ts";
import type { Host, Told } from "../host/connect.ts";
import { openJournal } from "../journal.ts";
import { type Opening, openingOf } from "../selection.ts";
import { messageOf } from "../use_loaded.ts";
import { wordsOf } from "../words.ts";
import { Notice } from "./notice.tsx";
import { Overview } from "./overview.tsx";

/** The whole app: it waits for the result that it is opened for, then shows the journal around it. */
export function Timeline({ host, told }: { host: Host; told: Told }) {
  const { context, input, result, isCancelled } = told;
  const [isOnItsOwn, setOnItsOwn] = useState(false);
  const canCall = host.can.serverTools !== undefined;
  // Days are those of the person, unless the call has asked for others.
  const asked = knownTimeZone(input?.timeZone);
  const words = useMemo(() => wordsOf(context.locale), [context.locale]);
  const journal = useMemo(() => openJournal(host, asked), [host, asked]);
  const timeZone = asked ?? knownTimeZone(context.timeZone) ?? ownTimeZone();
  const today = dayIn(timeZone)(Date.now());

  const [opening, problem] = useMemo((): [Opening?, string?] => {
    try {
      if (isOnItsOwn) return [{ selection: { kind: "latest" } }];
      return [openingOf({ context, input, result }, { timeZone, today })];
    } catch (error) {
      return [undefined, messageOf(error)];
    }
  }, [result, timeZone, isOnItsOwn]);

  const open = canCall ? () => setOnItsOwn(true) : undefined;
  if (opening) {
    return <Overview {...{ host, context, journal, words, today, opening }} />;
  }
  if (problem) return <Notice problem={problem} again={open} />;
  if (isCancelled) return <Notice problem="The assistant did not finish asking." again={open} />;
  return <p class="waiting" role="status">Reading your journal…</p>;
}

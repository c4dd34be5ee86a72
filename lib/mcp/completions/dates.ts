import { iso } from "../answers/entries.ts";
import type { RequestContext } from "../define/request_context.ts";
import { matching } from "../define/completer.ts";

/** Days on which something was written, the newest first: of the year or month that is typed. */
export async function completeDates({ journal }: RequestContext, text: string): Promise<string[]> {
  const { entries } = await journal.listEntries({ limit: 100, ...rangeOf(text.trim()) });
  return matching(entries.map(({ occurredAt }) => iso(occurredAt).slice(0, 10)), text.trim());
}

/** The time of all days that start with `text`, as far as that is known. */
function rangeOf(text: string): { from?: number; to?: number } {
  const from = Date.parse(`${text}${"0000-01-01".slice(text.length)}T00:00:00.000Z`);
  if (Number.isNaN(from)) return {};
  // Not every month has 31 days.
  const to = ["31", "30", "29", "28"]
    .map((day) => Date.parse(`${text}${`9999-12-${day}`.slice(text.length)}T23:59:59.999Z`))
    .find((time) => !Number.isNaN(time));
  return { from, to };
}

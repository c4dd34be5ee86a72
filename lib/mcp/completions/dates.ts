import type { RequestContext } from "../define/request_context.ts";
import { matching } from "../define/completer.ts";

/** Days on which something was written, the newest first: of the year or month that is typed. */
export async function completeDates({ journal }: RequestContext, text: string): Promise<string[]> {
  const { entries } = await journal.listEntries({ limit: 100, ...rangeOf(text.trim()) });
  return matching(entries.map(({ day }) => day), text.trim());
}

/** The first and the last day that can start with `text`, as far as that is known. */
function rangeOf(text: string): { from?: string; to?: string } {
  if (!/^\d{0,4}(?:(?<=\d{4})-\d{0,2}(?:(?<=-\d\d)-\d{0,2})?)?$/.test(text)) return {};
  const filled = (digits: string) => {
    const [year, month, day] = `${text}${digits.slice(text.length)}`.split("-")
      .map((part) => Math.max(Number(part), part.length === "yyyy".length ? 0 : 1));
    // Not every month has 31 days.
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "constrain" }).toString();
  };
  return { from: filled("0000-00-00"), to: filled("9999-99-99") };
}

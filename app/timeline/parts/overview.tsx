import { useLayoutEffect, useState } from "preact/hooks";
import { yearUpTo } from "../bands.ts";
import { addDays, type Day } from "../../../lib/calendar/days.ts";
import type { Host, Told } from "../host/connect.ts";
import type { Journal, Range, Stats } from "../journal.ts";
import { moodsOf } from "../../../lib/calendar/moods.ts";
import type { Opening, Selection } from "../selection.ts";
import { useEntries } from "../use_entries.ts";
import { useLoaded } from "../use_loaded.ts";
import type { Words } from "../words.ts";
import { Calendar } from "./calendar.tsx";
import { EntryList } from "./entry_list.tsx";
import { Header } from "./header.tsx";
import { Notice } from "./notice.tsx";
import { Reader } from "./reader.tsx";

/** As many days and months as `journal_stats` tells. */
const MAX_DAYS = 400;
const MAX_MONTHS = 120;

/** Figures and the calendar, and below them the entries to read. */
export function Overview({ host, context, journal, words, opening, ...props }: {
  host: Host;
  context: Told["context"];
  journal: Journal;
  words: Words;
  today: Day;
  opening: Opening;
}) {
  const canCall = host.can.serverTools !== undefined;
  const [selection, setSelection] = useState<Selection>(opening.selection);
  const [lastDay, setLastDay] = useState<Day | undefined>(opening.range?.to);
  const [openId, setOpenId] = useState<string>();
  const [closedId, setClosedId] = useState<string>();
  const overview = useLoaded<Stats | undefined>(
    "overview",
    () => opening.stats ?? (canCall ? journal.stats(opening.asked) : undefined),
  );
  const stats = overview.value;
  const today = laterDay(props.today, stats);
  const range = yearUpTo(lastDay ?? today, words.firstWeekday);
  const year = useLoaded(stats && `${range.from}/${range.to}`, async () => {
    if (stats?.days && !opening.range && covers(stats, range)) return stats.days;
    if (!canCall) throw new Error("This client does not let the calendar load its days.");
    return await journal.days(range);
  });
  const canList = canCall || selection.kind === "memories";
  const listed = useEntries(journal, canList ? selection : undefined);
  const days = (year.value ?? []).filter(({ date }) => date >= range.from && date <= range.to);
  const moods = moodsOf(days);

  function select(next: Selection): void {
    setSelection(next);
    setOpenId(undefined);
  }
  function close(): void {
    setClosedId(openId);
    setOpenId(undefined);
  }
  useLayoutEffect(() => {
    // Only now: where there is room for one of them, the list is hidden behind what is read.
    if (closedId !== undefined) document.getElementById(`entry-${closedId}`)?.focus();
    setClosedId(undefined);
  }, [closedId]);

  return (
    <div class={openId === undefined ? undefined : "reading"}>
      <Header {...{ host, context, words, stats, range: opening.range }} />
      {overview.problem && <Notice problem={overview.problem} again={overview.again} />}
      <Calendar
        {...{ words, today, range, days, moods, selection, select }}
        earliest={opening.range ? undefined : stats && earliestOf(stats)}
        isLoading={year.isLoading}
        problem={year.problem}
        again={canCall ? year.again : undefined}
        moveTo={canCall ? setLastDay : undefined}
      />
      {canList && (
        <div class="entries">
          <EntryList
            {...{ words, moods, selection, select, openId }}
            listed={canCall ? listed : { ...listed, more: undefined }}
            canSearch={canCall}
            open={canCall ? setOpenId : undefined}
          />
          {openId !== undefined && (
            <Reader key={openId} id={openId} {...{ host, journal, words, moods, close }} />
          )}
        </div>
      )}
    </div>
  );
}

/** Where the person is, it can be tomorrow already: then the newest entries say so. */
function laterDay(today: Day, stats: Stats | undefined): Day {
  const newest = stats?.days?.at(-1)?.date;
  return newest === addDays(today, 1) ? newest : today;
}

function covers({ days = [], shortened = [] }: Stats, { from }: Range): boolean {
  const isWhole = days.length < MAX_DAYS && !shortened.includes("days");
  return isWhole || days.length > 0 && days[0].date <= from;
}

/** No earlier day has entries; absent if the answer does not reach back that far. */
function earliestOf({ months, shortened = [] }: Stats): Day | undefined {
  const names = Object.keys(months).sort();
  if (names.length >= MAX_MONTHS || shortened.includes("months")) return;
  return names.length > 0 ? `${names[0]}-01` : "9999-12-31";
}

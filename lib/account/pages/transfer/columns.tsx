import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import { dates, type Preferences } from "../../../pages/dates.tsx";
import { Problem } from "../../../pages/problem.tsx";
import type { ImportJob, LookedAt, Table } from "../../../transfer/mod.ts";
import { count, TokenField } from "./parts.tsx";
import { columnFieldName, TABLE_FIELDS } from "./table_fields.ts";

/** What the columns of a table are: what is in them, what the person chooses, and what becomes of it. */
export function ColumnChoice(
  { table, look, preferences, token }: {
    table: Table;
    look: NonNullable<ImportJob["look"]>;
    preferences: Preferences;
    token: string;
  },
) {
  const { columns, moreColumns, problem } = table;
  return (
    <section aria-labelledby="columns">
      <h2 id="columns">Its columns</h2>
      <Problem message={problem} />
      <table class="as-told">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">First values</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, values }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{values.length > 0 ? values.join(" · ") : <span class="quiet">nothing</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="post" action={ACCOUNT_PATHS.importColumns}>
        <TokenField token={token} />
        <div class="columns">
          {TABLE_FIELDS.map(({ field, label }) => (
            <div class="field">
              <label for={columnFieldName(field)}>{label}</label>
              <select id={columnFieldName(field)} name={columnFieldName(field)}>
                <option value="">None</option>
                {columns.map(({ name }, n) => (
                  <option value={n} selected={table.mapping[field] === name}>{name}</option>
                ))}
              </select>
            </div>
          ))}
        </div>
        <OrderChoice table={table} />
        <p class="quiet">
          {moreColumns > 0 ? `${count(moreColumns, "more column", "more columns")} and e` : "E"}
          very column that you do not choose goes to the end of the text, with its name.
        </p>
        <div class="actions">
          <button type="submit" class="second">Look again with these columns</button>
        </div>
      </form>
      <FirstEntries first={look.first ?? []} preferences={preferences} />
    </section>
  );
}

/** How days such as 03/04/2024 are read; asked where the column does not tell. */
function OrderChoice({ table: { order, mapping } }: { table: Table }) {
  if (order === "none") return null;
  const chosen = order === "chosen" ? mapping.dateOrder : undefined;
  const told = mapping.dateOrder === "mdy" ? "the month comes first" : "the day comes first";
  return (
    <div class="field">
      <label for="dateOrder">Days such as 03/04/2024</label>
      <select id="dateOrder" name="dateOrder">
        <option value="">{order === "told" ? `As the column tells: ${told}` : "Choose"}</option>
        <option value="dmy" selected={chosen === "dmy"}>The day first: 3 April 2024</option>
        <option value="mdy" selected={chosen === "mdy"}>The month first: March 4, 2024</option>
      </select>
    </div>
  );
}

/** The first entries as they would come. */
function FirstEntries(
  { first, preferences }: { first: readonly LookedAt[]; preferences: Preferences },
) {
  if (first.length === 0) return null;
  return (
    <>
      <h2>The first entries, as they would come</h2>
      <ol class="apps">
        {first.map((entry) => (
          <li>
            <h3 class="item">{entry.title}</h3>
            <p class="quiet">{factsOf(entry, preferences)}</p>
            <p class="text">{entry.text}</p>
          </li>
        ))}
      </ol>
    </>
  );
}

function factsOf(entry: LookedAt, preferences: Preferences): string {
  const { mood, location, weather, tags, isFavorite, isPrivate } = entry;
  return [
    whenOf(entry, preferences),
    ...tags.map((tag) => `#${tag}`),
    ...[mood && `Mood: ${mood}`, location, weather],
    ...[isFavorite && "Favourite", isPrivate && "Private"],
  ].filter(Boolean).join(" · ");
}

/** As it is on the calendar where it was written, in words: nobody takes a month for a day. */
function whenOf({ occurredAt, day, clock }: LookedAt, preferences: Preferences): string {
  const words = dates(preferences).day(day ?? new Date(occurredAt).toISOString());
  return clock ? `${words}, ${clock}` : words;
}

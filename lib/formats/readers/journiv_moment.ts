import { isRecord, type Json, listIn, namesIn, recordIn, textIn } from "./values.ts";

/** Members that are the same wherever they are. */
const SAME = [
  ...["location_json", "latitude", "longitude", "weather_json", "weather_summary", "is_pinned"],
  ...["prompt_text"],
];

/**
 * An entry of a Journiv export as it was in the first ones. Since then entries have had a moment with
 * its mood, note and media; by now moments have entries, and some have none.
 *
 * @param people their names, by the ids that moments have
 */
export function asEntry(value: Json, people: ReadonlyMap<string, string>): Json {
  if (isRecord(value.moment)) return withMoment(value, value.moment, people);
  if (textIn(value.logged_at_utc) === undefined) return value;
  const { entry: written, ...moment } = value;
  const entry = recordIn(written);
  const { logged_at_utc, logged_date_tz, logged_timezone } = moment;
  const place = Object.fromEntries(SAME.map((name) => [name, moment[name]]));
  return withMoment(
    {
      ...{ created_at: moment.created_at, updated_at: moment.updated_at, ...entry, ...place },
      ...{ entry_datetime_utc: logged_at_utc, entry_date: logged_date_tz },
      ...{ entry_timezone: logged_timezone, tags: moment.tags },
      external_id: entry.external_id ?? moment.external_id,
    },
    moment,
    people,
  );
}

function withMoment(entry: Json, moment: Json, people: ReadonlyMap<string, string>): Json {
  const { moment: _, ...rest } = entry;
  const links = listIn(moment.mood_activity).filter(isRecord);
  const moods = links.map(({ mood_name }) => textIn(mood_name));
  return {
    ...rest,
    mood_log: {
      mood_name: textIn(moment.primary_mood_name) ?? moods.find(Boolean),
      note: moment.note,
    },
    activities: namesIn(links, "activity_name"),
    people: namesIn(moment.people_external_ids).map((id) => people.get(id) ?? id),
    media: [...listIn(entry.media), ...listIn(moment.media)],
  };
}

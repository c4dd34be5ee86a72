import { type ExportFormat, InvalidError } from "../../journal/mod.ts";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { DataAction } from "../data_action.ts";
import { withTrashedEntry } from "../person_data.ts";
import type { Reply } from "../reply.ts";

/** Takes an entry out of the trash. */
export const restore: DataAction = async ({ account, form }, { dataOf }) => {
  const { journal } = dataOf(account.subject);
  const id = form.get("entry") ?? "";
  const done = await withTrashedEntry(journal, id, { work: () => journal.restoreEntry(id) });
  return { notice: done ? "restored" : "unknown_entry", to: ACCOUNT_PATHS.trash };
};

/** Deletes an entry in the trash for ever. */
export const purge: DataAction = async ({ account, form }, { dataOf }) => {
  const { journal } = dataOf(account.subject);
  const id = form.get("entry") ?? "";
  const done = await withTrashedEntry(journal, id, {
    work: (ifVersion) => journal.purgeEntry(id, { ifVersion }),
  });
  return { notice: done ? "purged" : "unknown_entry", to: ACCOUNT_PATHS.trash };
};

/** Sets the person's time zone. */
export const setTimeZone: DataAction = async ({ account, form }, { dataOf }) => {
  try {
    await dataOf(account.subject).journal.setTimeZone(form.get("time_zone") ?? "");
  } catch (error) {
    if (error instanceof InvalidError) return { notice: "unknown_time_zone" };
    throw error;
  }
  return { notice: "time_zone" };
};

/** Sets how the person is shown dates. */
export const setDates: DataAction = async ({ account, form }, { dataOf }) => {
  const to = ACCOUNT_PATHS.profile;
  try {
    await dataOf(account.subject).journal.setDateSettings({
      language: form.get("language") ?? "",
      firstWeekday: Number(form.get("first_weekday")),
    });
  } catch (error) {
    if (error instanceof InvalidError) return { notice: "not_dates", to };
    throw error;
  }
  return { notice: "dates", to };
};

const FORMATS: readonly ExportFormat[] = ["json", "markdown"];

/** The whole journal as a file. */
export const download: DataAction = async (
  { account, form },
  { dataOf, told },
): Promise<Reply> => {
  const format = FORMATS.find((name) => name === form.get("format"));
  if (!format) return {};
  await told?.tell(account.subject, { kind: "export" });
  return { file: await dataOf(account.subject).exportDocument(format), format };
};

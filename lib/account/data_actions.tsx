import { type ExportFormat, InvalidError } from "../journal/mod.ts";
import { GonePage } from "./pages/delete.tsx";
import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { AccountContext, SignedInRequest } from "./context.ts";
import { showDelete } from "./data_pages.tsx";
import { withTrashedEntry } from "./person_data.ts";
import { proveOwner } from "./proof.ts";
import type { Reply } from "./reply.ts";

/** Takes an entry out of the trash. */
export async function restore(
  { account, form }: SignedInRequest,
  { dataOf }: AccountContext,
): Promise<Reply> {
  const { journal } = dataOf(account.subject);
  const id = form.get("entry") ?? "";
  const done = await withTrashedEntry(journal, id, { work: () => journal.restoreEntry(id) });
  return { notice: done ? "restored" : "unknown_entry", to: ACCOUNT_PATHS.trash };
}

/** Deletes an entry in the trash for ever. */
export async function purge(
  { account, form }: SignedInRequest,
  { dataOf }: AccountContext,
): Promise<Reply> {
  const { journal } = dataOf(account.subject);
  const id = form.get("entry") ?? "";
  const done = await withTrashedEntry(journal, id, {
    work: (ifVersion) => journal.purgeEntry(id, { ifVersion }),
  });
  return { notice: done ? "purged" : "unknown_entry", to: ACCOUNT_PATHS.trash };
}

/** Sets the person's time zone. */
export async function setTimeZone(
  { account, form }: SignedInRequest,
  { dataOf }: AccountContext,
): Promise<Reply> {
  try {
    await dataOf(account.subject).journal.setTimeZone(form.get("time_zone") ?? "");
  } catch (error) {
    if (error instanceof InvalidError) return { notice: "unknown_time_zone" };
    throw error;
  }
  return { notice: "time_zone" };
}

const FORMATS: readonly ExportFormat[] = ["json", "markdown"];

/** The whole journal as a file. */
export async function download(
  { account, form }: SignedInRequest,
  { dataOf, told }: AccountContext,
): Promise<Reply> {
  const format = FORMATS.find((name) => name === form.get("format"));
  if (!format) return {};
  await told.tell(account.subject, { kind: "export" });
  return { format, document: dataOf(account.subject).exportJournal(format) };
}

/** Deletes everything of the person, once they have proven who they are and that they mean it. */
export async function deleteEverything(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  const { account: { subject }, form } = request;
  if (form.get("understood") !== "yes") {
    return { ...await showDelete(request, context, "Tick the box to go on"), status: 400 };
  }
  const refused = await proveOwner(request, context, {
    field: "password",
    wrong: "The password is wrong",
  });
  if (refused) {
    const { problem, ...answer } = refused;
    return { ...await showDelete(request, context, problem), ...answer };
  }
  await context.dataOf(subject).erase();
  return { page: <GonePage />, signedOut: true };
}

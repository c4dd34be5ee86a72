import { ulid } from "ulid";
import { BrokenFormError } from "../../http/receive_form.ts";
import { RefusedRequest } from "../../http/oauth_http.ts";
import {
  ConflictError,
  type Entry,
  JournalError,
  KeyOfTrashedError,
  KeyTakenError,
  TrashedError,
} from "../../journal/mod.ts";
import { ReadOnlyError } from "../../kv/read_only.ts";
import { draftPath, entryPath } from "../../pages/journal_paths.ts";
import type { FormRequest, JournalPagesContext, Reply, ShownPage } from "../context.ts";
import { showMessage } from "../layout/message.tsx";
import { takeForText } from "../limits.ts";
import { bothOf, meanwhileOf } from "./compare.ts";
import { findEntry } from "./find_entry.ts";
import { showForm } from "../form/form_page.tsx";
import type { WriteForm } from "../form/form_values.ts";
import { baseOf, pressOf, readForm } from "../form/read_form.ts";
import { problemOf, receiveWritten, type Written } from "./receive_written.ts";
import { createFrom, updateFrom } from "./save_form.ts";
import { keep } from "./take_draft.ts";

/** One form that was sent, and where it is answered. */
interface Sent {
  request: FormRequest;
  context: JournalPagesContext;
  form: WriteForm;
}

/** Takes a form that writes: saves it, shows how it will look, or keeps it as a draft. */
export async function takeWritten(
  request: FormRequest,
  context: JournalPagesContext,
): Promise<Reply> {
  const { person, visitor: { session } } = request;
  const written = await receive(request.request, { session, journal: person.journal });
  if (!("fields" in written)) return written;
  const { fields, files, isOurs, problems } = written;
  const form = readForm(fields, request.params.id);
  form.values.files.push(...files);
  const sent: Sent = { request, context, form };
  if (!isOurs) return await showAgain(sent, NOT_OURS, 403);
  if (problems.length > 0) return await showAgain(sent, problems, 400);
  try {
    switch (pressOf(fields)) {
      case "preview":
        return await showPreview(sent);
      case "draft": {
        const { key: id } = await keep(person, form);
        return { to: draftPath({ id, entryId: form.entryId }), notice: "draftKept" };
      }
      case "both":
        return await putTogether(sent, baseOf(fields));
      case "save":
        return form.entryId === undefined ? await create(sent) : await update(sent, form.entryId);
    }
  } catch (error) {
    if (!(error instanceof JournalError || error instanceof ReadOnlyError)) throw error;
    return await showAgain(sent, [problemOf(error)], statusOf(error));
  }
}

const NOT_OURS = [
  "You have signed in again since this form was opened. Look at it, and save again",
];

async function showPreview(sent: Sent): Promise<Reply> {
  const { request, context, form } = sent;
  const retryAfter = await takeForText(context, request, form.values.content);
  if (retryAfter === 0) return await showAgain(sent, [], 200, { hasPreview: true });
  const problem = `A long text takes long to show. Wait ${retryAfter} seconds`;
  return { ...await showAgain(sent, [problem], 429), retryAfter };
}

async function create(sent: Sent): Promise<Reply> {
  const { request: { person }, form } = sent;
  try {
    const { id } = await createFrom(person.journal, form);
    await person.drafts.end(form.key);
    return { to: entryPath(id), notice: "saved" };
  } catch (error) {
    // Somebody has come back to a form that was saved, and goes on writing in it.
    if (error instanceof KeyTakenError) return await goOnWith(sent, error.entryId);
    if (!(error instanceof KeyOfTrashedError)) throw error;
    const problem = "This form has made an entry that is in the trash. Save it again as a new one";
    return await showAgain({ ...sent, form: { ...form, key: ulid() } }, [problem], 409);
  }
}

/** Lets a form of a new entry change the one that it has made. */
async function goOnWith(sent: Sent, id: string): Promise<Reply> {
  const { request: { person }, form } = sent;
  const { version } = await person.journal.getEntry(id);
  const problem = "This form has made an entry already. Save again to change it";
  const again: WriteForm = { ...form, key: ulid(), keptAt: undefined, entryId: id, version };
  return await showAgain({ ...sent, form: again }, [problem], 409);
}

async function update(sent: Sent, id: string): Promise<Reply> {
  const { request: { person, preferences: { timeZone } }, form } = sent;
  const entry = await findEntry(sent.request.person, id);
  if (entry === undefined) return await saveAsNew(sent);
  if (entry.trashedAt !== undefined) throw new TrashedError(id);
  if (entry.version !== form.version) return await showMeanwhile(sent, entry);
  try {
    const updated = await updateFrom(person.journal, { entry, values: form.values, timeZone });
    await person.drafts.end(form.key);
    return { to: entryPath(id), notice: updated ? "saved" : "unchanged" };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return await showMeanwhile(sent, await person.journal.getEntry(id));
  }
}

/** Shows what others have changed, with the form on top of it. */
async function showMeanwhile(sent: Sent, entry: Entry): Promise<Reply> {
  const { meanwhile, values } = await meanwhileOf(sent.request, sent.context, {
    ...{ entry, form: sent.form },
  });
  const form = { ...sent.form, version: entry.version, values };
  return await showAgain({ ...sent, form }, [], 409, { entry, meanwhile });
}

/** Puts the text of the entry and that of the form together, to be looked at before it is saved. */
async function putTogether(sent: Sent, baseVersion?: number): Promise<Reply> {
  const { form } = sent;
  const entry = form.entryId === undefined
    ? undefined
    : await findEntry(sent.request.person, form.entryId);
  if (entry === undefined) return await saveAsNew(sent);
  const content = await bothOf(sent.request, { entry, form, baseVersion });
  const values = { ...form.values, content };
  const notice = "Both texts are in the form now. Look at it, and save.";
  return await showAgain({ ...sent, form: { ...form, values } }, [], 200, {
    ...{ entry, notice, hasPreview: true },
  });
}

/** What was written for an entry that is gone is not gone with it. */
async function saveAsNew(sent: Sent): Promise<Reply> {
  const form: WriteForm = { ...sent.form, key: ulid(), entryId: undefined, version: undefined };
  const problem = "There is no such entry in your journal any more. Save it as a new one";
  return await showAgain({ ...sent, form: { ...form, keptAt: undefined } }, [problem], 404);
}

/** Shows a form as it was sent, with why it was not saved. */
async function showAgain(
  { request, context, form }: Sent,
  problems: readonly string[],
  status: number,
  shown: Partial<Parameters<typeof showForm>[1]> = {},
): Promise<ShownPage> {
  const { person, formToken, preferences } = request;
  const entry = form.entryId === undefined ? undefined : await findEntry(person, form.entryId);
  return await showForm(person, {
    ...{ form, entry, formToken, preferences, problems, status, now: context.now() },
    ...shown,
  });
}

/** Shows somebody whose session has ended what they have written, to be saved once they are back. */
export async function keepWritten(
  { request, signInAt }: { request: Request; signInAt: string },
  { now }: JournalPagesContext,
): Promise<Reply> {
  const written = await receive(request, {});
  if (!("fields" in written)) return written;
  const [, id] = /\/entries\/([^/]+)\/edit$/.exec(new URL(request.url).pathname) ?? [];
  const form = readForm(written.fields, id);
  return await showForm(undefined, {
    ...{ form, formToken: "", signInAt, status: 403, now: now() },
    preferences: { timeZone: "UTC", locale: "en-GB", firstWeekday: 1 },
    problems: ["Your session has ended, and nothing was saved yet"],
  });
}

/** Reads a form, or says why it cannot be read. */
async function receive(
  request: Request,
  options: Parameters<typeof receiveWritten>[1],
): Promise<Written | Exclude<Reply, { fields: unknown }>> {
  try {
    return await receiveWritten(request, options);
  } catch (error) {
    if (error instanceof RefusedRequest) return error.response;
    if (!(error instanceof BrokenFormError)) throw error;
    const message = `${error.message}. Go back: what you have written is there still.`;
    return showMessage({ title: "Not saved", message, status: 400 });
  }
}

function statusOf(error: unknown): number {
  if (error instanceof ReadOnlyError) return 503;
  const isOthers = error instanceof JournalError &&
    ["conflict", "trashed", "busy", "being_deleted"].includes(error.code);
  return isOthers ? 409 : 400;
}

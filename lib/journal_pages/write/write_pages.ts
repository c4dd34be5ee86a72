import { ulid } from "ulid";
import { type Draft, type DraftSummary, isId, NotFoundError } from "../../journal/mod.ts";
import { draftPath } from "../../pages/journal_paths.ts";
import type { JournalPagesContext, PageRequest, Reply } from "../context.ts";
import { showNothing } from "../layout/message.tsx";
import { readDraftBody } from "./draft_body.ts";
import { showForm } from "../form/form_page.tsx";
import { emptyValues, valuesOf, type WriteForm } from "../form/form_values.ts";
import { timeIn } from "../form/when.ts";

/** As many drafts as a form offers to go on with; a page has all of them. */
const OFFERED = 1;

/** The form of a new entry, of now or of a day, or as a draft has it. */
export async function showNew(
  request: PageRequest,
  { now }: JournalPagesContext,
): Promise<Reply> {
  const { person, preferences, query } = request;
  const draft = await draftIn(request);
  if (draft?.entryId !== undefined) return { to: draftPath(draft) };
  const time = timeIn(preferences.timeZone, now());
  const day = query.get("day") ?? "";
  const isOther = /^\d{4}-\d{2}-\d{2}$/.test(day) && day !== time.day;
  const values = emptyValues(isOther ? { day, time: "", offset: "" } : time);
  const form = draft ? readDraftBody(draft, values) : { key: ulid(now()), values };
  const drafts = draft ? [] : await person.drafts.list();
  const offers = drafts.filter(({ entryId }) => entryId === undefined).slice(0, OFFERED);
  return await showForm(person, {
    ...shownWith(request),
    now: now(),
    form,
    ...offered(drafts, offers),
  });
}

/** The form that changes an entry: as it is, or as a draft has it. */
export async function showChange(
  request: PageRequest,
  { now }: JournalPagesContext,
): Promise<Reply> {
  const { person, preferences, params: { id } } = request;
  const [entry, draft] = await Promise.all([person.journal.getEntry(id), draftIn(request)]);
  if (draft && draft.entryId !== id) return showNothing();
  const values = valuesOf(entry, preferences);
  const form: WriteForm = draft
    ? { ...readDraftBody(draft, values), entryId: id }
    : { key: ulid(), entryId: id, version: entry.version, values };
  const drafts = draft ? [] : await person.drafts.list();
  const offers = drafts.filter(({ entryId }) => entryId === id).slice(0, OFFERED);
  const problems = entry.trashedAt === undefined
    ? []
    : ["This entry is in the trash. Restore it before you change it"];
  const around = { ...shownWith(request), now: now() };
  return await showForm(person, { ...around, form, entry, problems, ...offered(drafts, offers) });
}

/** The draft that the address names, if it is there still. */
async function draftIn({ person, query }: PageRequest): Promise<Draft | undefined> {
  const id = query.get("draft") ?? "";
  if (!isId(id)) return undefined;
  try {
    return await person.drafts.read(id);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function offered(drafts: readonly DraftSummary[], offers: readonly DraftSummary[]) {
  return { offers, hasOtherDrafts: drafts.length > offers.length };
}

function shownWith({ formToken, preferences, notice }: PageRequest) {
  return { formToken, preferences, notice };
}

import { dayIn } from "../../calendar/days.ts";
import { InvalidError, LimitError, NotFoundError } from "../../journal/mod.ts";
import { JOURNAL_PATHS } from "../../pages/journal_paths.ts";
import { Problem } from "../../pages/problem.tsx";
import type { JournalPagesContext, PageRequest, Reply, ShownPage } from "../context.ts";
import { showTooOften } from "../layout/message.tsx";
import { JournalPage } from "../layout/page.tsx";
import { sendBook } from "./book.tsx";
import { parseBookQuery } from "./book_query.ts";

/** A part of the journal as a book, to be printed by the browser; or the form that asks for one. */
export async function showPrint(
  request: PageRequest,
  context: JournalPagesContext,
): Promise<Reply> {
  const query = parseBookQuery(request.query);
  if (query === undefined) return showForm(request, context);
  const retryAfter = await context.limits.prints.take(request.visitor.subject);
  if (retryAfter > 0) return showTooOften(retryAfter);
  try {
    return await sendBook(request, query);
  } catch (error) {
    const isAboutQuery = error instanceof InvalidError || error instanceof LimitError ||
      error instanceof NotFoundError;
    if (!isAboutQuery) throw error;
    return { ...showForm(request, context, error.message), status: 400 };
  }
}

function showForm(
  { query, preferences }: PageRequest,
  { now }: JournalPagesContext,
  problem?: string,
): ShownPage {
  const thisYear = dayIn(preferences.timeZone)(now()).slice(0, 4);
  const given = (name: string) => query.get(name) ?? undefined;
  const page = (
    <JournalPage title="Print" at="print">
      <p>
        A year, or any part of your journal, becomes a book: one page with all of its entries and
        pictures, the oldest first. Your browser prints it, or saves it as a PDF.
      </p>
      <Problem message={problem} />
      <form method="get" action={JOURNAL_PATHS.print}>
        <Field name="year" label="Year" value={given("year") ?? thisYear} inputmode="numeric" />
        <button type="submit">Make a book of the year</button>
      </form>
      <h2>Any other part</h2>
      <form method="get" action={JOURNAL_PATHS.print}>
        <Field name="from" label="First day" type="date" value={given("from")} />
        <Field name="to" label="Last day" type="date" value={given("to")} />
        <Field name="tag" label="Tag" value={given("tag")} />
        <div class="field">
          <label for="private">Private entries</label>
          <select id="private" name="private">
            <option value="">With private entries</option>
            <option value="no" selected={given("private") === "no"}>Without private entries</option>
          </select>
        </div>
        <button type="submit">Make a book</button>
      </form>
    </JournalPage>
  );
  return { page };
}

function Field(
  { name, label, value, type = "text", inputmode }: {
    name: string;
    label: string;
    value?: string;
    type?: "text" | "date";
    inputmode?: "numeric";
  },
) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input id={name} name={name} type={type} value={value} inputmode={inputmode} />
    </div>
  );
}

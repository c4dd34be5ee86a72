import { type Entry, type Journal, NotFoundError, type RevisionText } from "../../journal/mod.ts";
import { entryPath, versionsPath } from "../../pages/journal_paths.ts";
import { takeForText } from "../limits.ts";
import type { JournalPagesContext, PageRequest, Reply } from "../context.ts";
import { dates } from "../../pages/dates.tsx";
import { showNothing, showTooOften } from "../layout/message.tsx";
import { JournalPage } from "../layout/page.tsx";
import { RestoreVersion } from "../actions/entry_actions.tsx";
import { changesBetween } from "./changes.ts";
import { changedFields } from "./changed_fields.ts";
import { ChangedFields } from "./changed_fields_list.tsx";
import { ChangedText } from "./changed_text.tsx";

/** One version of an entry, and what it changed of the one before it. */
export async function showVersion(
  request: PageRequest,
  context: JournalPagesContext,
): Promise<Reply> {
  const { person: { journal }, params: { id, version: given }, query, preferences, formToken } =
    request;
  const entry = await journal.getEntry(id);
  const version = numberOf(given);
  const before = numberOf(query.get("before"));
  if (version === undefined) return showNothing();
  const [after, earlier] = await Promise.all([
    readVersion(journal, { entry, version }),
    before === undefined ? undefined : readVersion(journal, { entry, version: before }),
  ]);
  const retryAfter = await takeForText(context, request, after.content);
  if (retryAfter > 0) return showTooOften(retryAfter);
  const fields = earlier ? changedFields(earlier, after, preferences) : [];
  const page = (
    <JournalPage title={`Version ${version}`}>
      <p>
        of{" "}
        <a href={entryPath(id)}>
          <bdi>{entry.title}</bdi>
        </a>
        {" · "}
        <a href={versionsPath(id)}>All versions</a>
      </p>
      {earlier
        ? (
          <>
            {fields.length > 0 && <h2>What changed beside the text</h2>}
            <ChangedFields fields={fields} />
            <h2>What changed in the text since version {before}</h2>
            {earlier.content === after.content ? <p>Nothing.</p> : (
              <ChangedText
                changes={changesBetween(earlier.content, after.content)}
                dates={dates(preferences)}
              />
            )}
          </>
        )
        : null}
      {version < entry.version && entry.trashedAt === undefined && (
        <RestoreVersion id={id} version={version} token={formToken} />
      )}
      <h2>The whole text</h2>
      <pre class="whole" tabindex={0}>{after.content}</pre>
    </JournalPage>
  );
  return { page };
}

/** Reads what an entry says now, or said in an earlier version. */
async function readVersion(
  journal: Journal,
  { entry, version }: { entry: Entry; version: number },
): Promise<Entry | RevisionText> {
  if (version === entry.version) return entry;
  if (version > entry.version) throw new NotFoundError("revision", String(version));
  return await journal.readRevision(entry.id, version);
}

function numberOf(text: string | null): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text ?? "") ? Number(text) : undefined;
}

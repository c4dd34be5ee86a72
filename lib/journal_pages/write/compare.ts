import { type Entry, NotFoundError, type RevisionText } from "../../journal/mod.ts";
import type { FormRequest, JournalPagesContext } from "../context.ts";
import { findWriters } from "../entry/writers.ts";
import { bothTexts, onTopOf } from "./bring_together.ts";
import { type FormValues, valuesOf, withPlainBreaks, type WriteForm } from "../form/form_values.ts";
import type { MeanwhileProps } from "../form/meanwhile.tsx";

/** A form, and the entry as it is now, which is not what the form began from. */
interface Compared {
  entry: Entry;
  form: WriteForm;
}

/** What is shown of a change in between, and the form on top of it. */
export async function meanwhileOf(
  { person: { journal }, preferences }: Pick<FormRequest, "person" | "preferences">,
  context: Pick<JournalPagesContext, "clientNames">,
  { entry, form }: Compared,
): Promise<{ meanwhile: Omit<MeanwhileProps, "preferences">; values: FormValues }> {
  const [base, writer] = await Promise.all([
    readBase(journal, { id: entry.id, version: form.version }),
    journal.writerOf(entry.id),
  ]);
  const writerOf = await findWriters(context, [writer]);
  const mine = form.values;
  const values = base
    ? onTopOf({
      base: valuesOf(base, preferences),
      theirs: valuesOf(entry, preferences),
      mine,
    })
    : mine;
  const canBeBoth = base !== undefined && base.content !== entry.content &&
    values.content !== entry.content;
  return {
    meanwhile: {
      ...{ entry, base, writer: writerOf(writer), mine: mine.content, canBeBoth },
      baseVersion: base && form.version,
    },
    values,
  };
}

/** The text of the entry with that of the form; that of the form where it cannot be told. */
export async function bothOf(
  { person: { journal } }: Pick<FormRequest, "person">,
  { entry, form, baseVersion }: Compared & { baseVersion?: number },
): Promise<string> {
  const mine = form.values.content;
  const base = await readBase(journal, { id: entry.id, version: baseVersion });
  const [old, theirs] = [base?.content ?? "", entry.content].map(withPlainBreaks);
  return bothTexts({ base: old, theirs, mine }) ?? `${theirs}\n\n${mine}`;
}

async function readBase(
  journal: FormRequest["person"]["journal"],
  { id, version }: { id: string; version?: number },
): Promise<RevisionText | undefined> {
  if (version === undefined) return undefined;
  try {
    return await journal.readRevision(id, version);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

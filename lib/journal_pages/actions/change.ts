import { entryPath } from "../../pages/journal_paths.ts";
import type { FormRequest, Reply } from "../context.ts";

/** Makes an entry a favourite, or none. */
export async function setFavorite({ person, params: { id }, form }: FormRequest): Promise<Reply> {
  const isFavorite = form.get("to") === "yes";
  await person.journal.updateEntry(id, { isFavorite });
  return { to: entryPath(id), notice: isFavorite ? "favorite" : "notFavorite" };
}

/** Makes an entry private, or not. */
export async function setPrivate({ person, params: { id }, form }: FormRequest): Promise<Reply> {
  // A form without the field makes nothing visible to anybody.
  const isPrivate = form.get("to") !== "no";
  await person.journal.updateEntry(id, { isPrivate });
  return { to: entryPath(id), notice: isPrivate ? "private" : "notPrivate" };
}

/** Makes an entry say again what a version said; what it says now becomes a version. */
export async function restoreVersion(
  { person: { journal }, params: { id, version } }: FormRequest,
): Promise<Reply> {
  const revision = await journal.readRevision(id, Number(version));
  await journal.restoreRevision(id, revision.id);
  return { to: entryPath(id), notice: "versionRestored" };
}

import type { Attachment, AttachmentRef, Entry } from "../../journal/mod.ts";
import type { Person } from "../context.ts";

/** The ids of files that no entry has yet begin so; what follows is the digest. */
const NEW = "new_";

/** What a file is called on our pages that no entry has yet. */
export function newFileId(sha256: string): string {
  return `${NEW}${sha256}`;
}

/** The digest of a file that no entry has yet; `undefined` for the id of an attachment. */
export function digestOf(id: string): string | undefined {
  return id.startsWith(NEW) ? id.slice(NEW.length) : undefined;
}

/** The files of a form whose person is not known: by their names, so that they stay in it. */
export function namesOnly(refs: readonly AttachmentRef[]): Attachment[] {
  return refs.map((ref) => ({ ...ref, id: newFileId(ref.sha256), type: "", size: 0 }));
}

/** The files of a form as its pages show them, and the names of those that are here no longer. */
export async function findFiles(
  { drafts }: Pick<Person, "drafts">,
  { refs, entry }: { refs: readonly AttachmentRef[]; entry?: Entry },
): Promise<{ files: Attachment[]; gone: string[] }> {
  const files: Attachment[] = [];
  const gone: string[] = [];
  for (const ref of refs) {
    const { sha256 } = ref;
    const known = entry?.attachments?.find((each) => each.sha256 === sha256);
    const stored = known ?? await drafts.findFile(sha256);
    if (stored === undefined) gone.push(ref.name);
    else files.push({ ...stored, alt: undefined, ...ref, id: known?.id ?? newFileId(sha256) });
  }
  return { files, gone };
}

import { type AttachmentRef, InvalidError, isId, LIMITS, toRef } from "../../../journal/mod.ts";
import type { RequestContext } from "../../define/request_context.ts";
import { attachmentIdIn } from "../../uris.ts";

/** A small file itself, as far as a request of 1 MiB has room for it. */
const DATA_URL = /^data:[\w.+/-]*(?:;[\w.+=-]*)*;base64,/;

/**
 * Returns the files that a list of attachments names, in their order: the key of an upload, the id of
 * an attachment that an entry has, an https address, or a small file itself. Bytes are taken in here,
 * before anything of the entry is written.
 */
export async function attach(
  context: RequestContext,
  attachments: readonly string[] | undefined,
): Promise<AttachmentRef[] | undefined> {
  if (attachments === undefined) return undefined;
  const limit = LIMITS.attachmentsPerEntry;
  if (attachments.length > limit) {
    throw new InvalidError(
      `There are ${attachments.length} attachments`,
      `Give ${limit} at most, and others in another entry`,
    );
  }
  const files: AttachmentRef[] = [];
  for (const each of attachments) files.push(await fileOf(context, each));
  return files;
}

async function fileOf({ journal, files }: RequestContext, named: string): Promise<AttachmentRef> {
  if (isId(named)) return await journal.findUploaded(named);
  const inline = DATA_URL.exec(named)?.[0];
  if (inline !== undefined) {
    const bytes = decode(named.slice(inline.length));
    const { sha256 } = await journal.addBlob({ stream: new Blob([bytes]).stream(), name: "file" });
    return { sha256, name: `file-${sha256.slice(0, 8)}` };
  }
  if (named.startsWith("https://")) {
    const response = await fetched(files.fetch, named);
    const name = nameIn(named);
    const stream = response.body ?? new Blob([]).stream();
    const type = response.headers.get("content-type") ?? undefined;
    return { sha256: (await journal.addBlob({ stream, name, type })).sha256, name };
  }
  const id = attachmentIdIn(named);
  if (!/^\w+$/.test(id)) throw new InvalidError("No attachment has this form", FORMS);
  return toRef((await journal.getAttachment(id)).attachment);
}

const FORMS = "Give keys of request_upload, ids of attachments, or https addresses";

function decode(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    throw new InvalidError("The data address is no base64", FORMS);
  }
}

/** What the host answered is told in no words of the host, and nothing of why it was not asked. */
async function fetched(get: typeof fetch, address: string): Promise<Response> {
  if (!URL.canParse(address)) throw new InvalidError("The address is no URL", FORMS);
  const { username, password } = new URL(address);
  if (username || password) throw new InvalidError("The address has a password in it", FORMS);
  try {
    const response = await get(address, { headers: { accept: "*/*" } });
    if (response.ok) return response;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  throw new InvalidError(
    "The file cannot be fetched from its address",
    "Give an https address of a public file of at most 25 MiB without a redirect, or upload it",
  );
}

function nameIn(address: string): string {
  const last = new URL(address).pathname.split("/").at(-1)!;
  try {
    return decodeURIComponent(last).replaceAll(/[\\/]/g, " ").trim() || "file";
  } catch {
    return last;
  }
}

import { Readable } from "node:stream";
import { readBytes } from "../../http/oauth_http.ts";
import { BrokenFormError, type FormFile, parseForm, receiveForm } from "../../http/receive_form.ts";
import { type AttachmentRef, type Journal, JournalError, LIMITS } from "../../journal/mod.ts";
import { ReadOnlyError } from "../../kv/read_only.ts";
import { isFormTokenOf, TOKEN_FIELD } from "../../pages/form_token.ts";
import { MAX_FIELDS } from "../limits.ts";

/** A form that was sent, with the files that were taken in. */
export interface Written {
  fields: URLSearchParams;
  /** Whether it has the token of the session: without it nothing was taken in. */
  isOurs: boolean;
  files: AttachmentRef[];
  /** Why files were not taken. */
  problems: string[];
}

/** What the longest text has, each sign in three bytes and each line break in two, and the rest. */
const MAX_TEXT_BYTES = 1_000_000;

const MAX_FORM_BYTES = 3 * MAX_TEXT_BYTES;

const FORM_MS = 30_000;

const FORM_LIMITS = {
  fieldSize: MAX_TEXT_BYTES,
  fieldNameSize: 100,
  fields: MAX_FIELDS,
  files: LIMITS.attachmentsPerEntry,
  headerPairs: 20,
};

/**
 * Reads a form with or without files. The token comes before the files: none of them is taken in
 * without it, nor without a journal. Throws RefusedRequest and BrokenFormError.
 */
export async function receiveWritten(
  request: Request,
  { session, journal }: { session?: string; journal?: Journal },
): Promise<Written> {
  const hasToken = (fields: URLSearchParams) =>
    session !== undefined && isFormTokenOf(session, fields.get(TOKEN_FIELD));
  if (!request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    const body = await readBytes(request, { time: FORM_MS, maxBytes: MAX_FORM_BYTES });
    const fields = parseForm(await body.text(), { maxFields: MAX_FIELDS });
    return { fields, isOurs: hasToken(fields), files: [], problems: [] };
  }
  const files: AttachmentRef[] = [];
  const problems: string[] = [];
  const before = new URLSearchParams();
  const take = async (file: FormFile, sent: URLSearchParams) => {
    for (const [name, value] of sent) before.append(name, value);
    // What else there is would cost us to read, and nobody is to have it.
    if (!journal || !hasToken(sent)) throw new NotOursError();
    try {
      files.push(await takeFile(journal, file));
    } catch (error) {
      problems.push(`“${file.name}” was not taken: ${problemOf(error)}`);
    }
  };
  try {
    const fields = await receiveForm(request, {
      ...{ limits: FORM_LIMITS, maxFieldUnits: 2 * MAX_TEXT_BYTES, take },
    });
    return { fields, isOurs: hasToken(fields), files, problems };
  } catch (error) {
    if (!(error instanceof NotOursError)) throw error;
    return { fields: before, isOurs: false, files, problems };
  }
}

class NotOursError extends Error {
  override readonly name = "NotOursError";
}

async function takeFile(
  journal: Journal,
  { name, type, stream: file }: FormFile,
): Promise<AttachmentRef> {
  const reader = (Readable.toWeb(file) as ReadableStream<Uint8Array>).getReader();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  try {
    const { sha256 } = await journal.addBlob({ name, type, stream });
    return { sha256, name };
  } catch (error) {
    // The next file comes after all of this one.
    while (!(await reader.read()).done);
    throw error;
  }
}

/** Why something was not written, for the person; throws what they can do nothing about. */
export function problemOf(error: unknown): string {
  if (error instanceof JournalError) return `${error.message}. ${error.advice}`;
  if (error instanceof ReadOnlyError) return "There is no room for it on this server now";
  if (error instanceof BrokenFormError) return error.message;
  throw error;
}

import { NOT_KEPT } from "../../http/file_response.ts";
import { JournalError, LimitError } from "../../journal/mod.ts";
import { ReadOnlyError } from "../../kv/read_only.ts";
import { isFormTokenOf } from "../../pages/form_token.ts";
import type { FormRequest, Reply } from "../context.ts";
import { problemOf } from "./receive_written.ts";
import { newFileId } from "../form/shown_files.ts";

/** The header in which a script sends the token of its form. */
const TOKEN_HEADER = "x-form-token";

/** The header with the name of the file, in UTF-8 with percent signs. */
const NAME_HEADER = "x-file-name";

/** Takes one file in that was chosen, dropped or pasted, for the script of the form. */
export async function takeUpload({ request, visitor, person }: FormRequest): Promise<Reply> {
  if (!isFormTokenOf(visitor.session, request.headers.get(TOKEN_HEADER))) {
    return answer({ problem: "You are signed out, or somebody else is signed in" }, 403);
  }
  let isBroken = false;
  const stream = ReadableStream.from(bytesOf(request, () => isBroken = true));
  const name = nameOf(request.headers.get(NAME_HEADER));
  const type = request.headers.get("content-type") ?? undefined;
  try {
    const { sha256, ...stored } = await person.journal.addBlob({ stream, name, type });
    return answer({ sha256, id: newFileId(sha256), name, type: stored.type }, 201);
  } catch (error) {
    // Whoever sent it is gone, and nothing is wrong here.
    if (isBroken) return answer({ problem: "The file did not arrive as a whole" }, 400);
    if (!(error instanceof JournalError || error instanceof ReadOnlyError)) throw error;
    return answer({ problem: problemOf(error) }, error instanceof LimitError ? 413 : 400);
  }
}

/** The body of a request; `onBroken` is called if it breaks off. */
async function* bytesOf({ body }: Request, onBroken: () => void): AsyncIterable<Uint8Array> {
  try {
    yield* body ?? [];
  } catch (error) {
    onBroken();
    throw error;
  }
}

function nameOf(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "") || "file";
  } catch {
    return "file";
  }
}

function answer(body: Record<string, unknown>, status: number): Response {
  return Response.json(body, { status, headers: NOT_KEPT });
}

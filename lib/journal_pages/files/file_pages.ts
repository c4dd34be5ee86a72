import { fileHeaders, fileResponse, parseRange } from "../../http/file_response.ts";
import { BusyError } from "../../bounded.ts";
import { NoPreviewError, type Preview } from "../../pictures/mod.ts";
import type { PreviewSize } from "../../pages/journal_paths.ts";
import type { PageRequest, Reply } from "../context.ts";
import { showNothing } from "../layout/message.tsx";
import { SIDES } from "../text/preview.ts";

/** The bytes of a file of one of the person's entries, or a range of them. */
export async function sendFile({ request, person, params }: PageRequest): Promise<Reply> {
  const { attachment: file } = await person.journal.getAttachment(params.id);
  const range = parseRange(request.headers.get("range"), file.size);
  // Nobody would read or cancel the stream.
  if (request.method === "HEAD") return fileResponse(null, { file, range });
  const { attachment, stream } = await person.journal.readAttachment(params.id, range);
  return fileResponse(stream, { file: attachment, range });
}

/** A small picture of a file. One that cannot be made is not found: the page tells its name. */
export async function sendPreview(request: PageRequest): Promise<Reply> {
  const { person, params } = request;
  return await sendPicture(request, (maxSide) => person.preview(params.id, { maxSide }));
}

/** A small picture of the size that the address names, as `make` makes it. */
export async function sendPicture(
  { params }: PageRequest,
  make: (maxSide: number) => Promise<Preview>,
): Promise<Reply> {
  if (!Object.hasOwn(SIDES, params.size)) return showNothing();
  const maxSide = SIDES[params.size as PreviewSize];
  try {
    const { bytes, type } = await make(maxSide);
    return new Response(bytes, { headers: fileHeaders({ name: "preview", type }) });
  } catch (error) {
    if (error instanceof BusyError) return busy();
    if (!(error instanceof NoPreviewError)) throw error;
    return new Response(`${error.message}\n`, {
      status: 404,
      headers: { "cache-control": "no-store" },
    });
  }
}

function busy(): Response {
  const headers = { "cache-control": "no-store", "retry-after": "10" };
  return new Response("Too many pictures are in line\n", { status: 503, headers });
}

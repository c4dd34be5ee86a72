import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { type PersonTransfers, TransferError, type Uploads } from "../../transfer/mod.ts";

/** Uploads that go on after a broken connection, by the tus protocol 1.0. */
export interface ResumableUploads {
  /** Answers a request of somebody who is signed in, for their own upload only. */
  answer(request: Request, transfers: PersonTransfers): Promise<Response>;
}

/** How our own code tells the tus server which name an upload has; clients cannot send it. */
const NAME_HEADER = "x-upload-name";

/** What of a request the tus server is given: no cookies. */
const TUS_HEADERS = [
  "tus-resumable",
  "upload-length",
  "upload-offset",
  "content-type",
  "content-length",
];

export function resumableUploads(uploads: Uploads): ResumableUploads {
  let opened: Promise<Server> | undefined;

  async function open(): Promise<Server> {
    return new Server({
      path: ACCOUNT_PATHS.importUpload,
      datastore: new FileStore({ directory: await uploads.directory() }),
      maxSize: uploads.maxBytes,
      relativeLocation: true,
      namingFunction: (request) => request.headers.get(NAME_HEADER)!,
    });
  }

  async function pass(request: Request, name?: string): Promise<Response> {
    const headers = new Headers();
    for (const header of TUS_HEADERS) {
      const value = request.headers.get(header);
      if (value !== null) headers.set(header, value);
    }
    if (name !== undefined) headers.set(NAME_HEADER, name);
    const server = await (opened ??= open());
    // A file begins empty: what a client sends with its creation it sends again.
    const { method, url, body } = request;
    const sent = method === "PATCH" ? { method, headers, body } : { method, headers };
    return withoutCors(await server.handleWeb(new Request(url, sent)));
  }

  async function create(request: Request, transfers: PersonTransfers): Promise<Response> {
    const size = Number(request.headers.get("upload-length") ?? NaN);
    if (!Number.isSafeInteger(size) || size <= 0) return refuse(400, "Upload-Length is missing");
    if (size > uploads.maxBytes) return refuse(413, "The file is too large");
    try {
      const { upload } = await transfers.beginUpload({ name: fileNameOf(request), size });
      return await pass(request, upload);
    } catch (error) {
      if (error instanceof TransferError) return refuse(409, error.message);
      throw error;
    }
  }

  return {
    async answer(request, transfers) {
      if (request.method === "POST") return await create(request, transfers);
      const name = new URL(request.url).pathname.split("/").at(-1);
      const job = await transfers.current();
      if (job?.state !== "uploading" || job.upload !== name) return refuse(404, "No such upload");
      if (!["HEAD", "PATCH"].includes(request.method)) return refuse(405, "Not with an upload");
      const response = await pass(request);
      const isWhole = Number(response.headers.get("upload-offset")) === job.size;
      if (response.ok && isWhole) await transfers.endUpload();
      return response;
    },
  };
}

/** The name of the file, from `Upload-Metadata`: base64 of UTF-8 after its key. */
function fileNameOf({ headers }: Request): string {
  const pairs = (headers.get("upload-metadata") ?? "").split(",").map((pair) => pair.trim());
  const encoded = pairs.find((pair) => pair.startsWith("filename "))?.slice("filename ".length);
  try {
    return new TextDecoder().decode(Uint8Array.fromBase64(encoded ?? "")) || "File";
  } catch {
    return "File";
  }
}

function refuse(status: number, message: string): Response {
  return new Response(message, { status, headers: { "cache-control": "no-store" } });
}

/** The tus server lets every website read its answers; nobody but our own pages may. */
function withoutCors({ status, headers: given, body }: Response): Response {
  const headers = new Headers(given);
  for (const name of [...headers.keys()]) {
    if (name.startsWith("access-control-")) headers.delete(name);
  }
  headers.set("cache-control", "no-store");
  return new Response(body, { status, headers });
}

import { type Context, Hono } from "hono";
import { timeout } from "hono/timeout";
import { fileResponse, NOT_KEPT, parseRange } from "../lib/http/file_response.ts";
import type { HttpEnv } from "../lib/http/http_env.ts";
import { JournalError, type JournalErrorCode, NotFoundError } from "../lib/journal/mod.ts";
import type { Services } from "../lib/services/open_services.ts";

const TIME_LIMIT_MS = 900_000;

const STATUS: Partial<Record<JournalErrorCode, 404 | 409 | 413 | 500>> = {
  not_found: 404,
  conflict: 409,
  being_deleted: 409,
  damaged: 500,
  limit_exceeded: 413,
};

/**
 * Files at addresses that are good for one of them and 15 minutes: `PUT /files/upload/<token>` brings
 * one, `GET /files/download/<token>` gets one. The token is all that it takes, so neither cookies nor
 * bearer tokens are looked at.
 */
export function files({ openFileLink }: Pick<Services, "openFileLink">): Hono<HttpEnv> {
  const route = new Hono<HttpEnv>();
  route.use(timeout(TIME_LIMIT_MS));
  route.put("/upload/:token", async (c) => {
    const link = await openFileLink("upload", c.req.param("token"));
    if (!link) return gone(c);
    const stream = c.req.raw.body ?? new Blob([]).stream();
    const { size, type, sha256 } = await link.journal.receiveUpload(link.id, stream);
    return c.json({ attachment: link.id, size, type, sha256 }, 201, NOT_KEPT);
  });
  route.get("/download/:token", async (c) => {
    const link = await openFileLink("download", c.req.param("token"));
    if (!link) return gone(c);
    const { attachment: file } = await link.journal.getAttachment(link.id);
    const range = parseRange(c.req.header("range"), file.size);
    // Nobody would read or cancel the stream.
    if (c.req.raw.method === "HEAD") return fileResponse(null, { file, range });
    const { attachment, stream } = await link.journal.readAttachment(link.id, range);
    return fileResponse(stream, { file: attachment, range });
  });
  route.onError((error, c) => {
    if (!(error instanceof JournalError)) throw error;
    const status = STATUS[error.code] ?? 400;
    const description = error instanceof NotFoundError ? GONE : `${error.message}. ${error.advice}`;
    return c.json({ error: error.code, error_description: description }, status, NOT_KEPT);
  });
  return route;
}

const GONE = "There is nothing at this address, or no longer";

function gone(c: Context<HttpEnv>): Response {
  return c.json({ error: "not_found", error_description: GONE }, 404, NOT_KEPT);
}

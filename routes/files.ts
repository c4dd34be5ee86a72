import { type Context, Hono } from "hono";
import { timeout } from "hono/timeout";
import type { HttpEnv } from "../lib/http/http_env.ts";
import { JournalError, type JournalErrorCode, NotFoundError } from "../lib/journal/mod.ts";
import type { Services } from "../lib/services/open_services.ts";

const TIME_LIMIT_MS = 900_000;

/** What a browser may show by itself. Everything else is saved, and nothing runs. */
const SHOWN = /^(image\/(jpeg|png|gif|webp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)$/;

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
    const { attachment: { size } } = await link.journal.getAttachment(link.id);
    const range = parseRange(c.req.header("range"), size);
    const { attachment, stream } = await link.journal.readAttachment(link.id, range);
    const { start = 0, end = size } = range ?? {};
    const headers = {
      ...NOT_KEPT,
      ...headersOf(attachment),
      "accept-ranges": "bytes",
      "content-length": String(end - start),
      ...range && { "content-range": `bytes ${start}-${end - 1}/${size}` },
    };
    return new Response(stream, { status: range ? 206 : 200, headers });
  });
  route.onError((error, c) => {
    if (!(error instanceof JournalError)) throw error;
    const status = STATUS[error.code] ?? 400;
    const description = error instanceof NotFoundError ? GONE : `${error.message}. ${error.advice}`;
    return c.json({ error: error.code, error_description: description }, status, NOT_KEPT);
  });
  return route;
}

const NOT_KEPT = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const GONE = "There is nothing at this address, or no longer";

function gone(c: Context<HttpEnv>): Response {
  return c.json({ error: "not_found", error_description: GONE }, 404, NOT_KEPT);
}

/** A file comes from anybody: it runs nothing, is what we say it is, and opens in no frame of ours. */
function headersOf({ name, type }: { name: string; type: string }): Record<string, string> {
  const disposition = SHOWN.test(type) ? "inline" : "attachment";
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    "content-type": type.startsWith("text/") ? `${type}; charset=utf-8` : type,
    "content-disposition": `${disposition}; filename*=UTF-8''${encoded}`,
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
  };
}

/** One range of bytes (RFC 9110, section 14.1.2); anything else is answered with the whole file. */
function parseRange(header: string | undefined, size: number) {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : undefined;
}

/** What a browser may show by itself. Everything else is saved, and nothing runs. */
const SHOWN = /^(image\/(jpeg|png|gif|webp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)$/;

/**
 * The headers of a file that somebody has brought: it runs nothing, is what we say it is, opens in
 * no frame, and is kept nowhere.
 */
export function fileHeaders({ name, type }: { name: string; type: string }) {
  const disposition = SHOWN.test(type) ? "inline" : "attachment";
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    "content-type": type.startsWith("text/") ? `${type}; charset=utf-8` : type,
    "content-disposition": `${disposition}; filename*=UTF-8''${encoded}`,
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    ...NOT_KEPT,
  };
}

/** The headers of an answer that is for one person and one moment. */
export const NOT_KEPT = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** A part of a file: from `start` to before `end`. */
interface Range {
  start: number;
  end: number;
}

/** One range of bytes (RFC 9110, section 14.1.2); anything else is answered with the whole file. */
export function parseRange(header: string | undefined | null, size: number): Range | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : undefined;
}

/** A file or a range of it as a `Response`; without a stream, only what HEAD tells of it. */
export function fileResponse(
  stream: ReadableStream<Uint8Array> | null,
  { file, range }: { file: { name: string; type: string; size: number }; range?: Range },
): Response {
  const { start = 0, end = file.size } = range ?? {};
  const headers = {
    ...fileHeaders(file),
    "accept-ranges": "bytes",
    "content-length": String(end - start),
    ...range && { "content-range": `bytes ${start}-${end - 1}/${file.size}` },
  };
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>> | null, {
    status: range ? 206 : 200,
    headers,
  });
}

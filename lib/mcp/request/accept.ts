/** In which forms a client can read the answer to its POST. */
export interface AcceptedForms {
  /** One JSON document. */
  readonly json: boolean;
  /** An event stream. */
  readonly stream: boolean;
}

const JSON_RANGES: readonly string[] = ["application/json", "application/*", "*/*"];
const STREAM_RANGES: readonly string[] = ["text/event-stream", "text/*"];

/**
 * What an `Accept` header says (RFC 9110, section 12.5.1). A client that says nothing, or takes
 * anything, gets JSON: an event stream is only for those that name it.
 */
export function acceptedForms(header: string | null): AcceptedForms {
  const ranges = (header ?? "").split(",").map(readRange).filter((range) => range !== "");
  if (ranges.length === 0) return { json: true, stream: false };
  return {
    json: ranges.some((range) => JSON_RANGES.includes(range)),
    stream: ranges.some((range) => STREAM_RANGES.includes(range)),
  };
}

/**
 * The request as one that takes both forms, without its body. The SDK answers 406 to all others in
 * the 2025 revisions; which form a client gets is decided before it.
 */
export function acceptingBoth(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.set("accept", "application/json, text/event-stream");
  return new Request(request.url, { method: request.method, headers, signal: request.signal });
}

/** The media range in lower case; empty if its weight says that it is not wanted. */
function readRange(text: string): string {
  const [range, ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  return parameters.some((parameter) => /^q\s*=\s*0(?:\.0*)?$/.test(parameter)) ? "" : range;
}

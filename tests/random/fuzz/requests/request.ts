/** One request of a run. */
export interface FuzzRequest {
  /** The part of the server it is meant for, for the counts. */
  kind: string;
  method: string;
  path: string;
  headers: [name: string, value: string][];
  body?: string | Uint8Array<ArrayBuffer>;
  /** It asks for a stream, which does not end by itself. */
  streams?: boolean;
  /** Sent byte for byte, also when `fetch` would accept it. */
  wire?: boolean;
}

/** How it was answered; `status` is 0 when the connection was closed without an answer. */
export interface FuzzAnswer {
  status: number;
  headers: [name: string, value: string][];
  body: string;
}

/** What of a request could come back in its answer. */
export function textOf({ path, headers, body = "" }: FuzzRequest): string {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  return [path, decodeSafely(path), ...headers.flat(), text, decodeSafely(text)].join("\n");
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** One request and how it was answered. */
export interface Exchange {
  /** Such as `POST /mcp 401`. */
  line: string;
  /** The header `WWW-Authenticate`, if there was one. */
  challenge: string | null;
}

/** Everything that went through its `fetch`, in the order of the answers. */
export interface Traffic {
  readonly fetch: (input: string | URL, init?: RequestInit) => Promise<Response>;
  readonly exchanges: Exchange[];
  /** Returns the lines since the last call, without those of `IDLE_STREAM`. */
  take(): string[];
}

/** SDK 1.x tries to open a stream beside its calls, at a time of its own. */
const IDLE_STREAM = "GET /mcp 405";

/** Returns a `fetch` that keeps what it saw, without bodies. */
export function recordTraffic(): Traffic {
  const exchanges: Exchange[] = [];
  let taken = 0;
  return {
    async fetch(input, init) {
      const response = await fetch(input, init);
      const { pathname } = new URL(input);
      exchanges.push({
        line: `${init?.method ?? "GET"} ${pathname} ${response.status}`,
        challenge: response.headers.get("www-authenticate"),
      });
      return response;
    },
    exchanges,
    take() {
      const fresh = exchanges.slice(taken);
      taken = exchanges.length;
      return fresh.map(({ line }) => line).filter((line) => line !== IDLE_STREAM);
    },
  };
}

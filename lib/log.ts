/** A fact about what happened. Never a token, a password, a cookie or journal text. */
export type LogFields = Record<string, string | number | boolean | undefined>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  /** Logs a fault of ours or of a server we depend on, with its stack and its causes. */
  error(event: string, cause: unknown): void;
}

const FLUSH_AFTER_MS = 20;
let lines: string[] = [];

/**
 * Writes one line of JSON for each event, to be read by people and by log collectors alike. Lines
 * wait up to 20 ms for each other, because each write holds up all requests; faults do not wait.
 */
export const jsonLog: Log & { flush(): void } = {
  info(event, fields) {
    if (lines.length === 0) setTimeout(jsonLog.flush, FLUSH_AFTER_MS);
    lines.push(
      JSON.stringify({ time: new Date().toISOString(), level: "info", event, ...fields }),
    );
  },
  flush() {
    if (lines.length > 0) console.log(lines.join("\n"));
    lines = [];
  },
  error(event, cause) {
    console.error(
      JSON.stringify({
        time: new Date().toISOString(),
        level: "error",
        event,
        fault: describe(cause),
      }),
    );
  },
};

/** Never the properties of an error: one may be an answer in which somebody's token is echoed. */
function describe(fault: unknown): string {
  if (!(fault instanceof Error)) return withoutQueries(String(fault));
  const causes = fault instanceof AggregateError ? fault.errors : [fault.cause ?? []].flat();
  const said = withoutQueries(fault.stack ?? String(fault));
  return [said, ...causes.map((cause) => `Caused by ${describe(cause)}`)].join("\n");
}

/** Deno names the whole address of a request that failed. */
function withoutQueries(text: string): string {
  return text.replace(/(https?:\/\/[^\s?#)]*)[?#][^\s)]*/g, "$1");
}

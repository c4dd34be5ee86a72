/** A fact about what happened. Never a token, a password, a cookie or journal text. */
export type LogFields = Record<string, string | number | boolean | undefined>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  /** A fault of ours or of a server we depend on, told with its stack and its causes. */
  error(event: string, cause: unknown): void;
}

/** Writes one line of JSON for each event, to be read by people and by log collectors alike. */
export const jsonLog: Log = {
  info(event, fields) {
    console.log(
      JSON.stringify({ time: new Date().toISOString(), level: "info", event, ...fields }),
    );
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
  if (!(fault instanceof Error)) return String(fault);
  const causes = fault instanceof AggregateError ? fault.errors : [fault.cause ?? []].flat();
  return [fault.stack ?? String(fault), ...causes.map((cause) => `Caused by ${describe(cause)}`)]
    .join("\n");
}

/** A fact about what happened. Never a token, a password, a cookie or journal text. */
export type LogFields = Record<string, string | number | boolean | undefined>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  /** A fault of ours or of a server we depend on; `cause` is told with its stack. */
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
        cause: Deno.inspect(cause, { colors: false, depth: 6 }),
      }),
    );
  },
};

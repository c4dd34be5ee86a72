/** What networks, TLS and resolvers say, in the words of an operator; the first that fits counts. */
const TROUBLES: readonly [RegExp, string][] = [
  [/dns error|ENOTFOUND|EAI_AGAIN|failed to lookup/i, "its name has no address"],
  [/refused|ECONNREFUSED/i, "nothing listens there"],
  [/expired|not valid yet/i, "its certificate has expired or is not valid yet"],
  [/NotValidForName|not valid for name/i, "its certificate is for another name"],
  [
    /UnknownIssuer|CaUsedAsEndEntity|self.signed|unable to verify/i,
    "its certificate is of an authority unknown here",
  ],
  [/certificate|tls|handshake|InvalidContentType|corrupt message/i, "no TLS connection came about"],
  [/timed? ?out|TimeoutError|ETIMEDOUT/i, "it did not answer in time"],
  [/unreachable|EHOSTUNREACH|ENETUNREACH/i, "no way leads there from here"],
  [/reset|closed|ECONNRESET/i, "it ended the connection"],
];

/** Returns why something could not be reached. Messages of errors may hold secrets: none is repeated. */
export function troubleOf(error: unknown): string {
  const words = wordsOf(error).join(" ");
  return TROUBLES.find(([pattern]) => pattern.test(words))?.[1] ?? "the request failed";
}

/** All that an error, what caused it and what it gathers say. */
export function wordsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const gathered = error instanceof AggregateError ? error.errors : [];
  const { code = "" } = error as { code?: unknown };
  const within = [...gathered, ...error.cause === undefined ? [] : [error.cause]];
  return [error.name, error.message, String(code), ...within.flatMap(wordsOf)];
}

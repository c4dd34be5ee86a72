import { type AuthorizationServerMetadata, discovery } from "../../../auth/mod.ts";
import { clockOfAnswer } from "../clock_finding.ts";
import { type Finding, right, wrong } from "../finding.ts";
import { troubleOf } from "../trouble.ts";

/** A provider, and how the operator named it. */
export interface Provider {
  issuer: string;
  /** The variable that has the issuer, such as `AUTH_ISSUER`. */
  variable: string;
  /** Told by the operator: then the provider may publish nothing. */
  introspectionEndpoint?: string;
  fetch?: typeof fetch;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

/** Whether a provider answers under its own name, and what its clock says. */
export async function readMetadata(
  { variable, now = Date.now, ...provider }: Provider,
): Promise<{ metadata?: AuthorizationServerMetadata; findings: Finding[] }> {
  const { issuer, fetch: inner = fetch } = provider;
  let clock: Finding[] = [];
  const recording: typeof fetch = async (input, init) => {
    const response = await inner(input, init);
    clock = clockOfAnswer(`${variable} ${issuer}`, response, now());
    return response;
  };
  try {
    const metadata = await discovery({ ...provider, fetch: recording })();
    return { metadata, findings: [right(`${variable} ${issuer} tells about itself`), ...clock] };
  } catch (error) {
    return { findings: [explain(error, { issuer, variable }), ...clock] };
  }
}

function explain(error: unknown, { issuer, variable }: Provider): Finding {
  const told = issuerIn(error);
  if (told !== undefined) {
    return wrong(
      `What answers at ${variable} ${issuer} calls itself ${told}`,
      `Both must be the same to the last character: set ${variable}=${told} if you trust it.`,
    );
  }
  const { cause } = error as Error;
  if (cause instanceof AggregateError && cause.errors.length === 0) {
    return wrong(
      `${variable} ${issuer} answers, and publishes no metadata`,
      "Take the issuer from the provider's pages: a path may be missing, such as /realms/company.",
    );
  }
  const answered = cause instanceof AggregateError && cause.errors.some(hasResponse);
  return wrong(
    answered
      ? `${variable} ${issuer} answers something else than metadata`
      : `${variable} ${issuer} cannot be reached: ${troubleOf(error)}`,
    `Nobody can sign in. Compare ${variable} with the provider's pages, then look at firewalls.`,
  );
}

/** Whether something was answered, of the library that reads metadata. */
function hasResponse(error: unknown): boolean {
  return error instanceof Error && error.name === "OperationProcessingError";
}

/** The issuer of a document that names another one than it was asked for. */
function issuerIn(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(issuerIn).find(Boolean);
  if (!(error instanceof Error)) return undefined;
  const { cause } = error as { cause?: { body?: { issuer?: unknown }; attribute?: string } };
  if (cause?.attribute === "issuer" && typeof cause.body?.issuer === "string") {
    return cause.body.issuer;
  }
  // What differs for RFC 8414, section 3.3, and is the same URL.
  return /^The issuer is (\S+), expected/.exec(error.message)?.[1] ?? issuerIn(error.cause);
}

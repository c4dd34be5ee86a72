import type { Limiter } from "../../limiter.ts";
import { pageHeaders, renderPage } from "../../pages/mod.ts";
import { MAX_CLIENT_ID } from "../clients/documents.ts";
import { MessagePage } from "../../pages/message.tsx";
import { type FormError, tooManyAttempts } from "../people/form_error.ts";

/** In characters. Each request is kept until its person has decided. */
const MAX_STATE = 2000;

/** Checks an authorization request before it costs anything: a page that refuses it, or nothing. */
export async function refuseAuthorization(
  query: URLSearchParams,
  { clientAddress, limit }: { clientAddress: string; limit: Limiter },
): Promise<Response | undefined> {
  const retryAfter = await limit.take(clientAddress);
  if (retryAfter > 0) return refuse(tooManyAttempts(retryAfter));
  const problem = tooLong(query, "client_id", MAX_CLIENT_ID) ?? tooLong(query, "state", MAX_STATE);
  return problem ? refuse({ problem, status: 400 }) : undefined;
}

function tooLong(query: URLSearchParams, name: string, max: number): string | undefined {
  const length = Math.max(0, ...query.getAll(name).map((value) => value.length));
  if (length <= max) return undefined;
  return `The app's request could not be accepted: its ${name} has ${length} characters, ` +
    `expected at most ${max}`;
}

function refuse({ problem, status, retryAfter }: FormError): Response {
  const headers = new Headers(pageHeaders());
  if (retryAfter) headers.set("retry-after", String(retryAfter));
  const code = status === 400 ? "invalid_request" : undefined;
  const page = <MessagePage title="This app cannot connect" message={`${problem}.`} code={code} />;
  return new Response(renderPage(page), { status, headers });
}

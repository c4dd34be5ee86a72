import { isLoopback } from "../../loopback.ts";
import { MessagePage } from "../../pages/message.tsx";
import { pageHeaders, renderPage } from "../../pages/mod.ts";
import { ClientDocumentError } from "../clients/document_error.ts";
import { interactionPath, parseResumePath } from "../paths.ts";
import { errors, type KoaContextWithOIDC } from "../storage/oidc_provider.ts";

/** What oidc-provider says of an error. */
interface ErrorOut {
  error: string;
  error_description?: string;
}

/** What a person can do about the errors that really happen to people. */
const ADVICE: Record<string, string> = {
  invalid_client: "This app is not known here, or not any more. " +
    "Remove the connection in your app and add it again.",
  invalid_redirect_uri: "This app wants to be answered at an address it has not registered. " +
    "Remove the connection in your app and add it again.",
};

/** Returns what shows errors that must not be sent to the client, such as a foreign redirect URI. */
export function errorPage({ issuer }: { issuer: string }) {
  const isLocal = isLoopback(new URL(issuer).hostname);

  return (ctx: KoaContextWithOIDC, { error, error_description }: ErrorOut, cause: Error): void => {
    const resumed = parseResumePath(ctx.path);
    if (resumed && cause instanceof errors.SessionNotFound) {
      // Come twice or too late: the page of the interaction knows where it went on.
      ctx.status = 303;
      return ctx.redirect(interactionPath(resumed));
    }
    // Of an error that was meant to be a redirect, and leads nowhere.
    if (ctx.status < 400) ctx.status = 400;
    ctx.set(pageHeaders());
    const reason = error_description ? `: ${error_description}` : "";
    const message = documentAdvice(ctx, { cause, isLocal }) ?? ADVICE[error] ??
      `The app's request could not be accepted${reason}.`;
    ctx.body = renderPage(
      <MessagePage title="This app cannot connect" message={message} code={error} />,
    );
  };
}

/** Why a client is not known whose id leads to its metadata document, and what to do about it. */
function documentAdvice(
  ctx: KoaContextWithOIDC,
  { cause, isLocal }: { cause: Error; isLocal: boolean },
): string | undefined {
  const failure = cause.cause;
  const id = URL.parse(String(ctx.query.client_id));
  if (!(failure instanceof ClientDocumentError) || !id) return undefined;
  const what = `Who this app is stands in a document at ${id.host}, ` +
    `and this server could not read it. ${failure.message}.`;
  if (!failure.isUnreachable) {
    return `${what} Try again in a minute. If it stays like this, tell the app's makers.`;
  }
  return isLocal
    ? `${what} Check whether this computer is online, and connect again. Without the internet, remove ` +
      "the connection in your app and add it again within ten minutes: " +
      "many apps then register here instead, and need no document."
    : `${what} Try again in a minute. If it stays like this, tell the person who runs this server.`;
}

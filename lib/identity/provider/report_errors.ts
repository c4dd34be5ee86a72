import type { DocumentProblem } from "../clients/document_error.ts";
import type { EventEmitter } from "node:events";
import type { KoaContextWithOIDC, Provider } from "../storage/oidc_provider.ts";

/** What an operator should know. */
export type LogEvent = FaultEvent | DocumentEvent | LoginEvent;

/** Nobody could sign in with the provider, for a reason that is not theirs. */
export interface LoginEvent {
  readonly event: "login_failed";
  /** Nothing of it is what the provider said of a person. */
  readonly error: string;
}

/** A client's metadata document could not be read, or is none. */
export interface DocumentEvent {
  readonly event: "client_document_not_read";
  readonly host: string;
  readonly problem: DocumentProblem;
  readonly message: string;
  /** Whether the client goes on with its last good document. */
  readonly hasCopy: boolean;
}

/** Something that went wrong on our side. */
interface FaultEvent {
  readonly event: "authorization_server_error";
  /** The endpoint, by name: a path may carry the id of an interaction. */
  readonly route: string;
  /** Name and message of the error. */
  readonly error: string;
}

/** Tells of an error at an endpoint. */
export type ReportError = (error: unknown, route?: string) => void;

/** Returns what reports errors to `log`: unless told otherwise, of the pages of an interaction. */
export function errorReport(log: (event: LogEvent) => void = () => {}): ReportError {
  return (error, route = "interaction") =>
    log({ event: "authorization_server_error", route, error: String(error) });
}

/** Reports the errors of `provider`. */
export function reportErrors(provider: Provider, report: ReportError): void {
  provider.on(
    "server_error",
    (ctx: KoaContextWithOIDC, error: Error) => report(error, ctx.oidc?.route ?? "unknown"),
  );
  // Koa writes to the console what has no listener.
  (provider as EventEmitter).on("error", (error: unknown) => report(error, "unknown"));
}

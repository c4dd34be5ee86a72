import type { WebLogin, WebVisitor } from "../../web_login/mod.ts";
import type { DataContext, DataRequest } from "../context.ts";

/** What the pages need of people whose accounts are kept by an external server. */
export interface ElsewhereContext extends DataContext {
  readonly login: Pick<WebLogin, "find" | "signInAt" | "confirm" | "endAll">;
  /** Where their accounts are. */
  readonly server: { readonly issuer: string; readonly name: string };
  /** Whether everything of the person is being deleted. */
  isErasing(subject: string): Promise<boolean>;
}

/** A request of somebody who is signed in there. */
export interface VisitorRequest extends DataRequest {
  readonly visitor: WebVisitor;
}

import type { SignedIn } from "../people/accounts.ts";
import type { ClientView } from "../clients/view.ts";
import type { Provider } from "../storage/oidc_provider.ts";

/** One step of a person on the way to an authorization: what oidc-provider waits for, and for whom. */
export interface InteractionRequest {
  readonly interaction: Awaited<ReturnType<Provider["interactionDetails"]>>;
  readonly client: ClientView;
  /** The person's network address, for the limits. */
  readonly address: string;
  /** What the browser says of itself, and its cookies. */
  readonly userAgent: string;
  readonly cookies: string;
  /** What was submitted; absent for a GET. */
  readonly form?: URLSearchParams;
}

/** A page to answer with; its status is 200 unless said, `retryAfter` is in seconds. */
export interface PageOutcome {
  page: { toString(): string | Promise<string> };
  status?: number;
  retryAfter?: number;
  /** The script of the page, if it has one. */
  script?: string;
}

/** How a step ends: with a page, or with a result that oidc-provider goes on with. */
export type Outcome = PageOutcome | { result: InteractionResult };

/** The result of a step, for oidc-provider. */
export type InteractionResult =
  | { login: { accountId: string; ts: number } }
  | { consent: { grantId: string } }
  | { error: "access_denied"; error_description: string };

/** Tells oidc-provider who signed in, and when: `ts` is in seconds, exact to the millisecond. */
export function loginResult({ account, at }: SignedIn): InteractionResult {
  return { login: { accountId: account.subject, ts: at / 1000 } };
}

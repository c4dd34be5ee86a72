import { TTL } from "../storage/lifetimes.ts";
import type { KoaContextWithOIDC, Provider } from "../storage/oidc_provider.ts";
import { interactionPath, resumePath } from "../paths.ts";
import { redirect } from "./resume.ts";

/**
 * Leads a browser to the interaction with which its request went on. It gets the cookies of that page
 * again: after a double click it may never have read the answer that set them.
 */
export function goOnIn(ctx: KoaContextWithOIDC, uid: string, provider: Provider): void {
  const path = interactionPath(uid);
  const options = { signed: true, httpOnly: true, sameSite: "lax", overwrite: true } as const;
  const maxAge = TTL.Interaction * 1000;
  ctx.cookies.set(provider.cookieName("interaction"), uid, { ...options, path, maxAge });
  const resume = { ...options, path: resumePath(uid), maxAge };
  ctx.cookies.set(provider.cookieName("resume"), uid, resume);
  redirect(ctx, path);
}

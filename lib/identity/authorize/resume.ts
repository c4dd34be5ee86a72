import { interactionPath } from "../paths.ts";
import type { KoaContextWithOIDC, Provider } from "../storage/oidc_provider.ts";

/**
 * Prepares the session of this browser before oidc-provider goes on with an interaction. Somebody may
 * have signed in or out in another tab since it began, and oidc-provider would ask on a page that
 * we do not have whether to sign the other person out. Who signs in has answered that. What was
 * consented to is of no use to another person, so that goes back to its page, which says why.
 *
 * Returns whether oidc-provider may go on.
 */
export async function prepareResume(
  ctx: KoaContextWithOIDC,
  { uid, provider }: { uid: string; provider: Provider },
): Promise<boolean> {
  if (ctx.cookies.get(provider.cookieName("resume"), { signed: true }) !== uid) return true;
  const interaction = await provider.Interaction.find(uid);
  const { login, consent } = interaction?.result ?? {};
  if (!interaction || !login) return true;

  const session = await provider.Session.get(ctx);
  const isOther = session.accountId !== undefined && session.accountId !== login.accountId;
  if (consent) {
    if (isOther) redirect(ctx, interactionPath(uid));
    return !isOther;
  }
  if (isOther) {
    session.accountId = undefined;
    session.authorizations = undefined;
    await session.persist();
  }
  if (interaction.session && interaction.session.uid !== session.uid) {
    interaction.session = undefined;
    await interaction.persist();
  }
  return true;
}

/** Leads a browser that has come too late, or twice, to the page that knows where to go on. */
export function redirect(ctx: KoaContextWithOIDC, path: string): void {
  ctx.status = 303;
  ctx.redirect(path);
}

import type { InteractionRequest, InteractionResult } from "./interaction.ts";
import type { KoaContextWithOIDC, Provider } from "../storage/oidc_provider.ts";
import { PATHS } from "../paths.ts";

/** Signs out and starts the client's request over. */
export async function switchAccount(
  ctx: KoaContextWithOIDC,
  { interaction }: InteractionRequest,
  provider: Provider,
): Promise<void> {
  const session = await provider.Session.get(ctx);
  await session.destroy();
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(interaction.params)) {
    for (const each of [value].flat()) if (each !== undefined) query.append(name, String(each));
  }
  ctx.status = 303;
  ctx.redirect(`${PATHS.authorize}?${query}`);
}

/** oidc-provider would ask whether to sign the other person out; who signs in has answered that. */
export async function forgetPreviousPerson(
  ctx: KoaContextWithOIDC,
  { result, request, provider }: {
    result: InteractionResult;
    request: InteractionRequest;
    provider: Provider;
  },
): Promise<void> {
  const previous = request.interaction.session?.accountId;
  if (!("login" in result) || !previous || previous === result.login.accountId) return;
  const session = await provider.Session.get(ctx);
  session.accountId = undefined;
  session.authorizations = undefined;
  await session.persist();
}

import { text } from "node:stream/consumers";
import type { Store } from "../../kv/store.ts";
import { viewClient } from "../clients/view.ts";
import { type AnsweredInteraction, findAnswered } from "../storage/answered.ts";
import type { KoaContextWithOIDC, Provider } from "../storage/oidc_provider.ts";
import type { InteractionRequest } from "./interaction.ts";

/** What an interaction's page finds: an open request, one that was answered before, or neither. */
export type FoundInteraction =
  | { open: InteractionRequest }
  | { answered: AnsweredInteraction }
  | undefined;

/** Reads the interaction of a page by its signed cookie, which a browser sends to no other page. */
export async function readInteraction(
  ctx: KoaContextWithOIDC,
  { uid, provider, store, now }: { uid: string; provider: Provider; store: Store; now: number },
): Promise<FoundInteraction> {
  if (ctx.cookies.get(provider.cookieName("interaction"), { signed: true }) !== uid) {
    return undefined;
  }
  const interaction = await provider.Interaction.find(uid);
  if (!interaction) {
    const answered = await findAnswered(store, { uid, now });
    return answered && { answered };
  }
  const client = await provider.Client.find(String(interaction.params.client_id));
  if (!client) throw new Error("The client of the interaction is gone");
  const open = {
    interaction,
    client: viewClient(client, String(interaction.params.redirect_uri)),
    address: ctx.ip,
    userAgent: ctx.get("user-agent"),
    cookies: ctx.get("cookie"),
    ...(ctx.method === "POST" ? { form: new URLSearchParams(await text(ctx.req)) } : {}),
  };
  return { open };
}

import type { SignedIn } from "../people/accounts.ts";
import { interactionPath } from "../paths.ts";
import type { Provider } from "../storage/oidc_provider.ts";
import { inTurn } from "../../turns.ts";
import { type InteractionRequest, type InteractionResult, loginResult } from "./interaction.ts";

/** Keeps how a step ended for oidc-provider, and returns where that goes on. */
export function keepResult(
  { interaction }: Pick<InteractionRequest, "interaction">,
  { result, provider }: { result: InteractionResult; provider: Provider },
): Promise<string> {
  const { uid } = interaction;
  // Not while oidc-provider goes on with it: an interaction that was removed must not come back.
  return inTurn({ scope: provider, name: uid }, async () => {
    // Another answer has gone on already: the page knows where.
    if (await provider.Interaction.find(uid) === undefined) return interactionPath(uid);
    const before = "consent" in result ? interaction.lastSubmission : undefined;
    interaction.result = { ...before, ...result };
    await interaction.persist();
    return interaction.returnTo;
  });
}

/** Lets an interaction that waits for a sign-in go on as `person`, who is back from the provider. */
export async function keepSignIn(
  uid: string,
  { person, provider }: { person: SignedIn; provider: Provider },
): Promise<string> {
  const interaction = await provider.Interaction.find(uid);
  if (interaction?.prompt.name !== "login") return interactionPath(uid);
  return await keepResult({ interaction }, { result: loginResult(person), provider });
}

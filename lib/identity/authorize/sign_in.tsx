import type { Accounts } from "../people/accounts.ts";
import { type InteractionRequest, loginResult, type Outcome } from "./interaction.ts";
import { checkSignIn } from "../people/check_sign_in.ts";
import type { SignInLimit } from "../people/limits.ts";
import { SignInPage } from "../pages/sign_in.tsx";
import type { People } from "../people/people.ts";
import { TIME_ZONE_SCRIPT } from "../../pages/time_zone_field.tsx";
import { interactionPath } from "../paths.ts";

/** Shows the sign-in page, or checks what was entered on it. */
export async function signIn(
  { interaction, client, address, form }: InteractionRequest,
  { accounts, limit, signUpOffered, proposeTimeZone }: {
    accounts: Accounts;
    proposeTimeZone: People["proposeTimeZone"];
    limit: SignInLimit;
    signUpOffered: boolean;
  },
): Promise<Outcome> {
  const action = interactionPath(interaction.uid);
  const signUpAt = signUpOffered ? `${action}/sign-up` : undefined;
  const page = (email?: string, problem?: string) => (
    <SignInPage {...{ action, signUpAt, email, problem }}>
      To connect <strong>{client.name}</strong> to your journal.
    </SignInPage>
  );
  const script = TIME_ZONE_SCRIPT;
  if (!form) return { page: page(hint(interaction.params.login_hint)), script };

  const checked = await checkSignIn({ form, address }, { accounts, limit });
  if ("account" in checked) {
    await proposeTimeZone(checked, form);
    return { result: loginResult(checked) };
  }
  const { problem, ...answer } = checked;
  return { page: page(form.get("email") ?? "", problem), script, ...answer };
}

function hint(value: unknown): string | undefined {
  return typeof value === "string" && value.includes("@") ? value : undefined;
}

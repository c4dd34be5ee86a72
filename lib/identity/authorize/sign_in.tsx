import type { Accounts } from "../people/accounts.ts";
import { type InteractionRequest, loginResult, type Outcome } from "./interaction.ts";
import { checkSignIn } from "../people/check_sign_in.ts";
import type { SignInLimit } from "../people/limits.ts";
import { SignInPage } from "../pages/sign_in.tsx";
import { interactionPath } from "../paths.ts";

/** Shows the sign-in page, or checks what was entered on it. */
export async function signIn(
  { interaction, client, address, form }: InteractionRequest,
  { accounts, limit, signUpOffered }: {
    accounts: Accounts;
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
  if (!form) return { page: page(hint(interaction.params.login_hint)) };

  const checked = await checkSignIn({ form, address }, { accounts, limit });
  if ("account" in checked) return { result: loginResult(checked) };
  const { problem, ...answer } = checked;
  return { page: page(form.get("email") ?? "", problem), ...answer };
}

function hint(value: unknown): string | undefined {
  return typeof value === "string" && value.includes("@") ? value : undefined;
}

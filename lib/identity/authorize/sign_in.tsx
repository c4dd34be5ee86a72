import type { Accounts } from "../people/accounts.ts";
import { type InteractionRequest, loginResult, type Outcome } from "./interaction.ts";
import type { Login } from "../login/login.ts";
import { checkSignIn } from "../people/check_sign_in.ts";
import type { SignInLimit } from "../people/limits.ts";
import { SignInPage } from "../pages/sign_in.tsx";
import type { People } from "../people/people.ts";
import { TIME_ZONE_SCRIPT } from "../../pages/time_zone_field.tsx";
import { interactionPath } from "../paths.ts";

/** Shows the sign-in page, or checks what was entered on it. */
export async function signIn(
  { interaction, client, address, form }: InteractionRequest,
  { accounts, limit, signUpOffered, proposeTimeZone, login }: {
    accounts: Accounts;
    proposeTimeZone: People["proposeTimeZone"];
    limit: SignInLimit;
    signUpOffered: boolean;
    login?: Login;
  },
): Promise<Outcome> {
  const action = interactionPath(interaction.uid);
  const signUpAt = signUpOffered ? `${action}/sign-up` : undefined;
  const ways = {
    action: login?.passwords === false ? undefined : action,
    provider: login && { name: login.name, action: `${action}/login` },
  };
  const page = (email?: string, problem?: string) => (
    <SignInPage {...{ ...ways, signUpAt, email, problem }}>
      To connect <strong>{client.name}</strong> to your journal.
    </SignInPage>
  );
  const script = TIME_ZONE_SCRIPT;
  const isPasswordMeant = form && ways.action !== undefined;
  if (!isPasswordMeant) return { page: page(loginHint(interaction.params.login_hint)), script };

  const checked = await checkSignIn({ form, address }, { accounts, limit });
  if ("account" in checked) {
    await proposeTimeZone(checked, form);
    return { result: loginResult(checked) };
  }
  const { problem, ...answer } = checked;
  return { page: page(form.get("email") ?? "", problem), script, ...answer };
}

/** The address that a client's `login_hint` names (OpenID Connect Core, section 3.1.2.1). */
export function loginHint(value: unknown): string | undefined {
  return typeof value === "string" && value.includes("@") ? value.slice(0, 254) : undefined;
}

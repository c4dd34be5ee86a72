import type { Limiter } from "../../limiter.ts";
import { type Accounts, normalizeEmail } from "../people/accounts.ts";
import {
  type InteractionRequest,
  type InteractionResult,
  loginResult,
  type Outcome,
} from "./interaction.ts";
import { checkSignUp, nameOf, type SignUpPolicy } from "../people/check_sign_up.ts";
import { NoNewAccountsPage, SignUpPage } from "../pages/sign_up.tsx";
import type { Invitations } from "../people/invitations.ts";
import type { People } from "../people/people.ts";
import { quoted } from "../../plain_text.ts";
import { TIME_ZONE_SCRIPT } from "../../pages/time_zone_field.tsx";
import { interactionPath } from "../paths.ts";

/** Shows the sign-up page, or opens an account with what was entered on it and signs in. */
export async function signUp(
  { interaction, client, address, userAgent, form }: InteractionRequest,
  { accounts, signIns, limit, policy, invitations, proposeTimeZone }: {
    accounts: Accounts;
    signIns: People["signIns"];
    limit: Limiter;
    policy: SignUpPolicy;
    invitations: Invitations;
    proposeTimeZone: People["proposeTimeZone"];
  },
): Promise<Outcome> {
  if (policy.policy === "closed") return { page: <NoNewAccountsPage />, status: 403 };
  const signInAt = interactionPath(interaction.uid);
  const page = (entered: { name?: string; email?: string; problem?: string } = {}) => (
    <SignUpPage
      {...entered}
      action={`${signInAt}/sign-up`}
      signInAt={signInAt}
      needsInvitation={policy.policy === "invitation"}
    >
      To keep a journal and connect the app <strong>{quoted(client.name)}</strong> to it.
    </SignUpPage>
  );
  const script = TIME_ZONE_SCRIPT;
  if (!form) return { page: page(), script };

  const checked = await checkSignUp({ form, address }, { accounts, limit, policy, invitations });
  if ("account" in checked) {
    await proposeTimeZone(checked, form);
    const about = { way: "sign_up", app: client.name, userAgent } as const;
    await signIns.wentWell(checked.account.subject, about);
    return { result: loginResult(checked) };
  }
  const made = checked.status === 409 && await madeBefore({ interaction, form, accounts });
  if (made) return { result: made };
  const { problem, ...answer } = checked;
  return {
    page: page({ name: nameOf(form), email: form.get("email") ?? "", problem }),
    script,
    ...answer,
  };
}

/** The sign-in to the account that the same form has just opened, at a double click. */
async function madeBefore(
  { interaction, form, accounts }: {
    interaction: InteractionRequest["interaction"];
    form: URLSearchParams;
    accounts: Accounts;
  },
): Promise<InteractionResult | undefined> {
  const { accountId, ts } = interaction.result?.login ?? {};
  if (accountId === undefined || ts === undefined) return undefined;
  const made = await accounts.find(accountId);
  const isSame = made?.email === normalizeEmail(form.get("email") ?? "");
  return isSame ? { login: { accountId, ts } } : undefined;
}

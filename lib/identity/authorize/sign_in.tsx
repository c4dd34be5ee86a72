import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { type InteractionRequest, loginResult, type Outcome } from "./interaction.ts";
import type { Login } from "../login/login.ts";
import type { Accounts, SignedIn } from "../people/accounts.ts";
import { checkPasskey } from "../signing_in/check_passkey.ts";
import { checkSignIn } from "../people/check_sign_in.ts";
import type { FormError } from "../people/form_error.ts";
import type { Limits } from "../people/limits.ts";
import { noteSignIn, takesPasskeys } from "../signing_in/note_sign_in.ts";
import { SIGN_IN_SCRIPT, SignInPage } from "../pages/sign_in.tsx";
import type { People } from "../people/people.ts";
import { quoted } from "../../plain_text.ts";
import { browserCookie } from "../login/browser_cookie.ts";
import { interactionPath } from "../paths.ts";

/** What signing in needs. */
export interface SignInContext extends Pick<People, "passkeys" | "signIns" | "proposeTimeZone"> {
  readonly accounts: Accounts;
  readonly limits: Limits;
  readonly now: () => number;
  readonly provider: { readonly issuer: string };
  readonly signUpOffered: boolean;
  /** Whether a passkey answers, and no password. */
  readonly isPasskey: boolean;
  readonly login?: Login;
}

/** Shows the sign-in page, or checks what was entered on it. */
export async function signIn(
  request: InteractionRequest,
  context: SignInContext,
): Promise<Outcome> {
  const { interaction, client, form, userAgent } = request;
  const { signUpOffered, login, isPasskey } = context;
  const action = interactionPath(interaction.uid);
  const signUpAt = signUpOffered ? `${action}/sign-up` : undefined;
  const ways = {
    action: login?.passwords === false ? undefined : action,
    passkeyAt: takesPasskeys(context) ? `${action}/passkey` : undefined,
    provider: login && { name: login.name, action: `${action}/login` },
  };
  const page = (shown: { email?: string; problem?: string; wantsCode?: boolean }) => (
    <SignInPage {...{ ...ways, signUpAt, forgotAt: ACCOUNT_PATHS.forgot, ...shown }}>
      To connect the app <strong>{quoted(client.name)}</strong> to your journal.
    </SignInPage>
  );
  const script = SIGN_IN_SCRIPT;
  const isMeant = form && (isPasskey ? ways.passkeyAt : ways.action) !== undefined;
  if (!isMeant) return { page: page({ email: loginHint(interaction.params.login_hint) }), script };

  const checked = await check({ ...request, form }, context);
  const way = isPasskey ? "passkey" : "password";
  const about = { way, email: form.get("email"), app: client.name, userAgent } as const;
  await noteSignIn(checked, about, context);
  if ("account" in checked) {
    await context.proposeTimeZone(checked, form);
    return { result: loginResult(checked) };
  }
  const { problem, wantsCode, ...answer } = checked;
  return { page: page({ email: form.get("email") ?? "", problem, wantsCode }), script, ...answer };
}

function check(
  request: InteractionRequest & { form: URLSearchParams },
  { isPasskey, limits, ...context }: SignInContext,
): Promise<SignedIn | FormError> {
  if (!isPasskey) return checkSignIn(request, { ...context, limit: limits.signIns });
  const browser = browserCookie(context.provider.issuer).read(request.cookies);
  return checkPasskey({ ...request, browser }, { ...context, limit: limits.passkeys });
}

/** The address that a client's `login_hint` names (OpenID Connect Core, section 3.1.2.1). */
export function loginHint(value: unknown): string | undefined {
  return typeof value === "string" && value.includes("@") ? value.slice(0, 254) : undefined;
}

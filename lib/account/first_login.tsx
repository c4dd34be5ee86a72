import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { Finished, Login } from "../identity/login/login.ts";
import { FirstLoginPage } from "../identity/pages/first_login.tsx";
import type { SignedIn } from "../identity/people/accounts.ts";
import { checkPasskey } from "../identity/signing_in/check_passkey.ts";
import { noteSignIn } from "../identity/signing_in/note_sign_in.ts";
import { checkSignIn } from "../identity/people/check_sign_in.ts";
import type { FormError } from "../identity/people/form_error.ts";
import { PASSKEY_FIELD } from "../pages/passkey_form.tsx";
import { PASSKEY_SCRIPT } from "../pages/passkey_script.ts";
import type { AccountContext, AccountRequest } from "./context.ts";
import type { Reply } from "./reply.ts";
import { userAgentOf } from "./sign_in.tsx";

/** What this part needs of a request to it. */
interface FirstLoginRequest {
  readonly request: AccountRequest;
  readonly context: AccountContext;
  readonly login: Login;
  /** That of the first login, secret. */
  readonly id: string;
}

/** Asks somebody whom the provider vouches for whether an account here is theirs. */
export async function showFirstLogin(
  { request, context, login, id }: FirstLoginRequest,
  { problem, wantsCode }: { problem?: string; wantsCode?: boolean } = {},
): Promise<Reply> {
  const first = await login.first(id, request.cookies.login);
  if (!first) return { notice: "session_over" };
  const { email, name } = first.person;
  const owner = email ? await context.accounts.findByEmail(email) : undefined;
  const page = (
    <FirstLoginPage
      action={ACCOUNT_PATHS.loginFirst}
      id={id}
      name={login.name}
      label={email ?? name ?? "somebody without a name"}
      email={request.form.get("email") ?? email}
      hasAccount={owner !== undefined}
      canOpen={login.signUp}
      problem={problem}
      wantsCode={wantsCode}
      takesPasskeys={context.passkeys.isPossible}
    />
  );
  return { page, script: PASSKEY_SCRIPT };
}

/** Takes their answer: the password of the account that is to be linked, or that it is not theirs. */
export async function answerFirstLogin(
  { request, context, login, id }: FirstLoginRequest,
): Promise<Finished | Reply> {
  const prove = request.form.get("choice") === "open"
    ? undefined
    : () => checkOwner(request, context);
  const answered = await login.goOn(id, request.cookies.login, prove);
  if (!isFormError(answered)) return answered;
  const { problem, wantsCode, ...answer } = answered;
  const again = { request, context, login, id };
  return { ...await showFirstLogin(again, { problem, wantsCode }), ...answer };
}

/**
 * By a passkey or the password of the account that is theirs, wherever passwords are off. Its owner
 * sees who has tried in vain.
 */
async function checkOwner(
  request: AccountRequest,
  context: AccountContext,
): Promise<SignedIn | FormError> {
  const { limits, passkeys } = context;
  const { form } = request;
  const isPasskey = Boolean(form.get(PASSKEY_FIELD)) && passkeys.isPossible;
  const checked = isPasskey
    ? await checkPasskey({ ...request, browser: request.cookies.login }, {
      ...context,
      limit: limits.passkeys,
    })
    : await checkSignIn(request, { ...context, limit: limits.signIns });
  if ("account" in checked) return checked;
  const way = isPasskey ? "passkey" : "password";
  const about = { way, email: form.get("email"), userAgent: userAgentOf(request) } as const;
  await noteSignIn(checked, about, context);
  return checked;
}

function isFormError(answer: Finished | FormError): answer is FormError {
  return !("kind" in answer);
}

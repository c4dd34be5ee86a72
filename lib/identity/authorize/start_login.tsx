import type { Login } from "../login/login.ts";
import { LoginProblem } from "../login/problem.ts";
import { LoginProblemPage, statusOf } from "../pages/login_problem.tsx";
import { interactionPath } from "../paths.ts";
import type { InteractionRequest, PageOutcome } from "./interaction.ts";
import { loginHint } from "./sign_in.tsx";

/** Where the browser goes next, with the cookie to which its way to the provider is bound. */
export interface Started {
  readonly to: string;
  readonly cookie?: string;
}

/** Begins a person's way to the provider, from an interaction that waits for them to sign in. */
export async function startLogin(
  { interaction, address, form }: InteractionRequest,
  { login, cookies }: { login?: Login; cookies: string },
): Promise<Started | PageOutcome> {
  const { uid, params, prompt } = interaction;
  const path = interactionPath(uid);
  if (!login || !form || prompt.name !== "login") return { to: path };
  const browser = login.cookie.readOrMake(cookies);
  try {
    const url = await login.begin({ kind: "authorize", uid }, {
      ...{ browser, address },
      hint: loginHint(params.login_hint),
      timeZone: form.get("time_zone") ?? undefined,
      // A client that wants its person asked, now or after some time, does not mean: here only.
      fresh: prompt.reasons.some((reason) => ["login_prompt", "max_age"].includes(reason)),
    });
    return { to: url.href, cookie: login.cookie.write(browser) };
  } catch (error) {
    if (!(error instanceof LoginProblem)) throw error;
    const { name } = login;
    return {
      page: <LoginProblemPage problem={error} name={name} back={path} />,
      status: statusOf(error),
      retryAfter: error.retryAfter,
    };
  }
}

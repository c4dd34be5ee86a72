import type { Child } from "hono/jsx";
import { TOKEN_FIELD } from "./form_token.ts";

/** The field with the browser's answer. */
export const PASSKEY_FIELD = "passkey";

/**
 * A form that a passkey answers. It is hidden where no script runs, or the browser has no passkeys:
 * the page needs `PASSKEY_SCRIPT`, and another way.
 */
export function PasskeyForm(
  { action, use, token, autofill, isSecond, button, children }: {
    /** Where the answer is sent. */
    action: string;
    /** What the challenge is for. */
    use: "sign_in" | "add" | "confirm";
    /** Of the session, where there is one. */
    token?: string;
    /** Whether passkeys are offered below the field of the e-mail address, too. */
    autofill?: boolean;
    isSecond?: boolean;
    button: string;
    /** Further fields. */
    children?: Child;
  },
) {
  return (
    <form
      method="post"
      action={action}
      hidden
      data-passkey={use}
      {...(autofill ? { "data-autofill": "" } : {})}
    >
      {token !== undefined && <input type="hidden" name={TOKEN_FIELD} value={token} />}
      <input type="hidden" name={PASSKEY_FIELD} value="" />
      {children}
      <p class="alert" role="alert" data-problem hidden></p>
      <div class="actions">
        <button type="submit" class={isSecond ? "second" : undefined}>{button}</button>
      </div>
    </form>
  );
}

import { TOKEN_FIELD } from "./form_token.ts";

/** The hidden field with the token of the session. */
export function FormToken({ token }: { token: string }) {
  return <input type="hidden" name={TOKEN_FIELD} value={token} />;
}

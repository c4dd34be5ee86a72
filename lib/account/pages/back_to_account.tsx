import { ACCOUNT_PATHS } from "../../account_paths.ts";

/** The way back from a page of its own. */
export function BackToAccount() {
  return (
    <p>
      <a href={ACCOUNT_PATHS.account}>Back to your account</a>
    </p>
  );
}

import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { ProofWays } from "../proof.ts";

/** The button that lets the provider ask once more who this is; nothing where it is not needed. */
export function ConfirmAtProvider(
  { ways: { provider, password, isConfirmed }, to }: {
    ways: ProofWays;
    /** The page that they come back to. */
    to: string;
  },
) {
  if (!provider || isConfirmed) return null;
  return (
    <form method="post" action={ACCOUNT_PATHS.loginConfirm}>
      <p class="quiet">
        {password
          ? `Without the password, ${provider} can confirm who you are.`
          : `${provider} has to confirm first who you are: it asks you once more.`}
      </p>
      <input type="hidden" name="to" value={to} />
      <button type="submit" class="second">Confirm with {provider}</button>
    </form>
  );
}

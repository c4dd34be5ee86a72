import { describedBy } from "./problem.tsx";

/** The field for the address by which an account is known. */
export function EmailField(
  { email, problem, offersPasskeys }: {
    /** Filled in already. */
    email?: string;
    /** What went wrong with the form. */
    problem?: string;
    /** Whether the browser offers passkeys here, which its script has to ask for. */
    offersPasskeys?: boolean;
  },
) {
  return (
    <div class="field">
      <label for="email">E-mail address</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete={offersPasskeys ? "username webauthn" : "username"}
        required
        value={email}
        {...describedBy(problem)}
      />
    </div>
  );
}

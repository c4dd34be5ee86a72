import { describedBy } from "./problem.tsx";

/** The field for the address by which an account is known. */
export function EmailField(
  { email, problem }: {
    /** Filled in already. */
    email?: string;
    /** What went wrong with the form. */
    problem?: string;
  },
) {
  return (
    <div class="field">
      <label for="email">E-mail address</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="username"
        required
        value={email}
        {...describedBy(problem)}
      />
    </div>
  );
}

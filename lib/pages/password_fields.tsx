import { describedBy } from "./problem.tsx";

interface FieldOptions {
  name: string;
  label: string;
  /** What went wrong with the form. */
  problem?: string;
}

/** The field for a password that there is. */
export function PasswordField(
  { name, label, problem, autofocus }: FieldOptions & { autofocus?: boolean },
) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type="password"
        autocomplete="current-password"
        required
        autofocus={autofocus}
        {...describedBy(problem)}
      />
    </div>
  );
}

/** The field for the password of the person who is signed in, once more. */
export function OwnPasswordField({ email, ...field }: FieldOptions & { email: string }) {
  return (
    <>
      {/* For password managers, which would not know whose password it is. */}
      <input type="hidden" autocomplete="username" value={email} />
      {/* Far down a page, the focus leads to what went wrong. */}
      <PasswordField {...field} autofocus={field.problem !== undefined} />
    </>
  );
}

/** The field for a password that is chosen now, with what it must be like. */
export function NewPasswordField({ name, label, problem }: FieldOptions) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        type="password"
        autocomplete="new-password"
        required
        minlength={8}
        maxlength={256}
        {...describedBy(problem, "password-hint")}
      />
      <small id="password-hint">
        At least 8 characters. A few unrelated words make a good one.
      </small>
    </div>
  );
}

/** The field for one of the codes that help somebody whose passkeys are lost. */
export function RecoveryCodeField({ problem }: { problem?: string }) {
  return (
    <div class="field">
      <label for="recovery_code">Recovery code</label>
      <input
        id="recovery_code"
        name="recovery_code"
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        required
        maxlength={64}
        {...describedBy(problem, "recovery-code-hint")}
      />
      <small id="recovery-code-hint">
        One of the ten that you were shown. Each can be used once.
      </small>
    </div>
  );
}

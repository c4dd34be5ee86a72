import type { Child } from "hono/jsx";
import { FormToken } from "../../pages/form_token_field.tsx";

/** A button of one thing in a list: a form of its own, with a name that says which thing it is. */
export function ItemButton(
  { action, name, value, label, token, children }: {
    /** Where the form is sent. */
    action: string;
    /** The field that says which thing it is about, and what it says. */
    name: string;
    value: string;
    /** What the button does to what, for those who do not see where it is. */
    label: string;
    /** Of the session. */
    token: string;
    children: Child;
  },
) {
  return (
    <form method="post" action={action}>
      <FormToken token={token} />
      <button type="submit" class="second" name={name} value={value} aria-label={label}>
        {children}
      </button>
    </form>
  );
}

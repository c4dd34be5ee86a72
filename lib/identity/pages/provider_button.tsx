import type { Child } from "hono/jsx";
import { TimeZoneField } from "../../pages/time_zone_field.tsx";

/** The button that leads to the provider: a form, because going there is kept until they are back. */
export function ProviderButton(
  { action, isOnly, children }: {
    /** Where the form is sent. */
    action: string;
    /** Whether there is no other way; else the others are told apart from it. */
    isOnly: boolean;
    children: Child;
  },
) {
  return (
    <>
      <form method="post" action={action}>
        <TimeZoneField />
        <div class="actions">
          <button type="submit" class={isOnly ? undefined : "second"}>{children}</button>
        </div>
      </form>
      {!isOnly && <p class="quiet">Or with the password of your account here:</p>}
    </>
  );
}

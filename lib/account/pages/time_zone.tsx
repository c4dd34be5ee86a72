import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { FormToken } from "../../pages/form_token_field.tsx";

const NAMES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];

/** Every time zone; `timeZone` is the one that is selected. */
export function TimeZoneOptions({ timeZone }: { timeZone: string }) {
  // A browser can have proposed a name that the list has under another one.
  const names = NAMES.includes(timeZone) ? NAMES : [timeZone, ...NAMES];
  return (
    <>
      {names.map((name) => (
        <option key={name} value={name} selected={name === timeZone}>
          {name.replaceAll("_", " ")}
        </option>
      ))}
    </>
  );
}

/** The form that sets the person's time zone. */
export function AccountTimeZone({ timeZone, token }: { timeZone: string; token: string }) {
  return (
    <section aria-labelledby="time-zone">
      <h2 id="time-zone">Your time zone</h2>
      <p id="time-zone-effect">
        It says when your days begin and end. What you have written keeps the day that it had.
      </p>
      <form method="post" action={ACCOUNT_PATHS.timeZone}>
        <FormToken token={token} />
        <div class="field">
          <label for="zone">Time zone</label>
          <select id="zone" name="time_zone" aria-describedby="time-zone-effect">
            <TimeZoneOptions timeZone={timeZone} />
          </select>
        </div>
        <button type="submit" class="second">Set time zone</button>
      </form>
    </section>
  );
}

import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import { DATE_LANGUAGES, type DateSettings } from "../../../journal/mod.ts";
import { FormToken } from "../../../pages/form_token_field.tsx";

/** A day of which everybody sees what is the day, the month and the year. */
const EXAMPLE = Date.UTC(2026, 4, 31);

/** Made once: 35 languages take longer than the rest of the page. */
let languages: readonly { tag: string; label: string }[] | undefined;

function languageOptions() {
  return languages ??= DATE_LANGUAGES.map((tag) => {
    const name = new Intl.DisplayNames("en-GB", { type: "language" }).of(tag) ?? tag;
    const example = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" })
      .format(EXAMPLE);
    return { tag, label: `${name}: ${example}` };
  }).sort((left, right) => left.label.localeCompare(right.label, "en"));
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The form that says how dates are shown. */
export function DatesForm({ dates, token }: { dates: DateSettings; token: string }) {
  return (
    <section aria-labelledby="dates">
      <h2 id="dates">Your dates</h2>
      <form method="post" action={ACCOUNT_PATHS.dates}>
        <FormToken token={token} />
        <div class="field">
          <label for="language">Language of dates</label>
          <select id="language" name="language" aria-describedby="language-hint">
            {languageOptions().map(({ tag, label }) => (
              <option key={tag} value={tag} selected={tag === dates.language}>{label}</option>
            ))}
          </select>
          <small id="language-hint">All else on these pages stays in English.</small>
        </div>
        <div class="field">
          <label for="first_weekday">A week begins with</label>
          <select id="first_weekday" name="first_weekday">
            {WEEKDAYS.map((name, index) => (
              <option key={name} value={index + 1} selected={index + 1 === dates.firstWeekday}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="second">Set dates</button>
      </form>
    </section>
  );
}

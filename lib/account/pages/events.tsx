import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { adviceAbout, sentenceAbout } from "../../identity/told/texts.ts";
import type { ToldEvent } from "../../identity/told/told.ts";
import { FormToken } from "../../pages/form_token_field.tsx";
import { MomentInWords, type Preferences } from "../../pages/dates.tsx";

/** What happened at the account and the person has not seen yet; nothing if there is nothing. */
export function AccountEvents(
  { events, preferences, token }: {
    events: readonly ToldEvent[];
    preferences: Preferences;
    token: string;
  },
) {
  if (events.length === 0) return null;
  // Each advice once, whatever happened how often.
  const advice = new Set(events.map(adviceAbout));
  return (
    <section aria-labelledby="events">
      <h2 id="events">What happened</h2>
      <ul>
        {events.map((event) => (
          <li key={event.id}>
            {sentenceAbout(event)}{" "}
            <span class="quiet">
              <MomentInWords at={event.at} preferences={preferences} />
            </span>
          </li>
        ))}
      </ul>
      <p>If something of this was not you:</p>
      <ul>
        {[...advice].map((each) => <li key={each}>{capital(each)}.</li>)}
      </ul>
      <form method="post" action={ACCOUNT_PATHS.seen}>
        <FormToken token={token} />
        <input type="hidden" name="last" value={events[0].id} />
        <button type="submit" class="second">I have seen this</button>
      </form>
    </section>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

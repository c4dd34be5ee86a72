import { Page } from "../../pages/mod.ts";
import type { ActivityPage } from "../../activity/mod.ts";
import { plainText, quoted } from "../../plain_text.ts";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { BackToAccount } from "./back_to_account.tsx";
import { Older } from "./older.tsx";
import { MomentInWords, type Preferences } from "../../pages/dates.tsx";

/** The page of what apps did. */
export function AccountActivityPage(
  { activity, names, preferences, nextCursor }: ActivityPage & {
    /** By the ids of clients; those that are forgotten here have none. */
    names: ReadonlyMap<string, string>;
    preferences: Preferences;
  },
) {
  return (
    <Page title="Activity" wide>
      {activity.length === 0 ? <p>No app did anything in the last 90 days.</p> : (
        <>
          <p>
            What your apps did, the newest first. It is kept for 90 days, without a word of what you
            write.
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">App</th>
                <th scope="col">What</th>
                <th scope="col">How it ended</th>
              </tr>
            </thead>
            <tbody>
              {activity.map(({ at, client, tool, outcome }) => (
                <tr>
                  <td>
                    <MomentInWords at={at} preferences={preferences} />
                  </td>
                  <td>{appOf(client, names)}</td>
                  <td>{words(tool)}</td>
                  <td>{words(outcome)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Older path={ACCOUNT_PATHS.activity} cursor={nextCursor} />
      <BackToAccount />
    </Page>
  );
}

function appOf(client: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(client);
  return name === undefined
    ? `${quoted(plainText(client) ?? "")}, not known any more`
    : quoted(name);
}

/** Names of tools and outcomes are words already. */
function words(name: string): string {
  return name.replaceAll("_", " ");
}

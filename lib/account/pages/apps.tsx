import { SCOPES } from "../../scopes.ts";
import type { ConnectedApp } from "../../identity/people/connections.ts";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { FormToken } from "../../pages/form_token_field.tsx";
import { ItemButton } from "./item_button.tsx";
import { DayOfMoment, MomentInWords, type Preferences } from "../../pages/dates.tsx";

/** The apps that hold tokens of the person, each with a button that ends them. */
export function AccountApps(
  { apps, preferences, token }: {
    apps: readonly ConnectedApp[];
    preferences: Preferences;
    token: string;
  },
) {
  return (
    <section aria-labelledby="apps">
      <h2 id="apps">Connected apps</h2>
      {apps.length === 0 && (
        <p>
          No app is connected. <a href="/">How to connect one</a>
        </p>
      )}
      {apps.length > 0 && (
        <>
          <p>
            These may use your journal. An app that you disconnect loses its access at once and has
            to ask you again.
          </p>
          <ul class="apps">
            {apps.map((app) => (
              <App key={app.id} app={app} preferences={preferences} token={token} />
            ))}
          </ul>
        </>
      )}
      {apps.length > 1 && (
        <form method="post" action={ACCOUNT_PATHS.disconnectAll}>
          <FormToken token={token} />
          <button type="submit" class="second">Disconnect all apps</button>
        </form>
      )}
    </section>
  );
}

function App(
  { app, preferences, token }: { app: ConnectedApp; preferences: Preferences; token: string },
) {
  const { id, client, scopes, managedBy, connectedAt, lastTokenAt, expiresAt } = app;
  return (
    <li>
      <h3 id={id}>{client.name}</h3>
      {managedBy && (
        <p class="quiet">
          {managedBy} has let it in for you on{" "}
          <MomentInWords at={connectedAt} preferences={preferences} />, until{" "}
          <MomentInWords at={expiresAt} preferences={preferences} />, and can do so again.
        </p>
      )}
      {!managedBy && (
        <p class="quiet">
          {client.documentHost
            ? (
              <>
                Published by <code>{client.documentHost}</code>, connected
              </>
            )
            : "Connected"} through <code>{client.redirectHost}</code>
          {client.isLocal && " on your device"} on{" "}
          <DayOfMoment at={connectedAt} preferences={preferences} />. Access last renewed{" "}
          <MomentInWords at={lastTokenAt} preferences={preferences} />.
        </p>
      )}
      <p>It may:</p>
      <ul>
        {scopes.map((scope) => <li key={scope}>{SCOPES[scope]}</li>)}
      </ul>
      {!managedBy && (
        <p>
          <a
            href={`${ACCOUNT_PATHS.app}?${new URLSearchParams({ id })}`}
            aria-label={`Change what ${client.name} may do`}
          >
            Change what it may do
          </a>
        </p>
      )}
      <ItemButton
        action={ACCOUNT_PATHS.disconnect}
        name="app"
        value={id}
        label={`Disconnect ${client.name}`}
        token={token}
      >
        Disconnect
      </ItemButton>
    </li>
  );
}

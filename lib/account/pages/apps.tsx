import { SCOPES } from "../../scopes.ts";
import type { ConnectedApp } from "../../identity/people/connections.ts";
import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { ItemButton } from "./item_button.tsx";
import { Day, Moment } from "./time.tsx";

/** The apps that hold tokens of the person, each with a button that ends them. */
export function AccountApps(
  { apps, timeZone }: { apps: readonly ConnectedApp[]; timeZone: string },
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
            {apps.map((app) => <App key={app.id} app={app} timeZone={timeZone} />)}
          </ul>
        </>
      )}
      {apps.length > 1 && (
        <form method="post" action={ACCOUNT_PATHS.disconnectAll}>
          <button type="submit" class="second">Disconnect all apps</button>
        </form>
      )}
    </section>
  );
}

function App({ app, timeZone }: { app: ConnectedApp; timeZone: string }) {
  const { id, client, scopes, managedBy, connectedAt, lastTokenAt, expiresAt } = app;
  return (
    <li>
      <h3 id={id}>{client.name}</h3>
      {managedBy && (
        <p class="quiet">
          {managedBy} has let it in for you on{" "}
          <Moment at={connectedAt} timeZone={timeZone} />, until{" "}
          <Moment at={expiresAt} timeZone={timeZone} />, and can do so again.
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
          <Day at={connectedAt} timeZone={timeZone} />. Access last renewed{" "}
          <Moment at={lastTokenAt} timeZone={timeZone} />.
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
      >
        Disconnect
      </ItemButton>
    </li>
  );
}

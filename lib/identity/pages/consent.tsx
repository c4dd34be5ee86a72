import type { Scope } from "../../scopes.ts";
import { SCOPES } from "../../scopes.ts";
import { Page } from "../../pages/mod.ts";
import { quoted } from "../../plain_text.ts";
import type { ClientView } from "../clients/view.ts";
import { interactionPath } from "../paths.ts";

/** The page on which a person decides what a client may do. */
export function ConsentPage(
  { uid, client, email, scopes, accountUrl }: {
    uid: string;
    client: ClientView;
    /** Who is signed in. */
    email: string;
    /** The parts of the journal that the client asks for. */
    scopes: readonly Scope[];
    /** Where access is taken back. */
    accountUrl: string;
  },
) {
  const name = quoted(client.name);
  return (
    <Page title={`Connect ${name}?`}>
      <p>
        The app <strong>{name}</strong>{" "}
        asks to use your journal. Its name is what it calls itself: go on only if you started this,
        and if you know the place it sends you back to.
      </p>
      {client.isImpersonable && (
        <p class="alert">
          The answer goes to a program on this device, and any program here could call itself{" "}
          {name}. Go on only if you have just started {name} yourself.
        </p>
      )}
      <dl>
        <dt>Sends you back to</dt>
        <dd>
          <code>{client.redirectHost}</code>
          {client.isLocal && " on this device"}
        </dd>
        {client.documentHost && (
          <>
            <dt>Published by</dt>
            <dd>
              <code>{client.documentHost}</code>
            </dd>
          </>
        )}
        <dt>Signed in as</dt>
        <dd>
          {email} · <a href={`${interactionPath(uid)}/switch`}>Use another account</a>
        </dd>
      </dl>
      <form method="post" action={interactionPath(uid)}>
        <fieldset aria-describedby="scope-hint">
          <legend>It may</legend>
          {scopes.map((scope) => (
            <label class="choice">
              <input type="checkbox" name="scope" value={scope} checked />
              <span>{SCOPES[scope]}</span>
            </label>
          ))}
        </fieldset>
        <p class="quiet" id="scope-hint">
          Untick what you would rather keep to yourself. You can take access back at any time at
          {" "}
          <code>{accountUrl.replace(/^https?:\/\//, "")}</code>.
        </p>
        <div class="actions">
          <button type="submit" name="decision" value="allow">Allow</button>
          <button type="submit" name="decision" value="deny" class="second">Deny</button>
        </div>
      </form>
    </Page>
  );
}

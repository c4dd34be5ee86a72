import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import type { ConnectedApp } from "../../../identity/people/connections.ts";
import { FormToken } from "../../../pages/form_token_field.tsx";
import { Page } from "../../../pages/mod.ts";
import { Notice } from "../../../pages/notice.tsx";
import { quoted } from "../../../plain_text.ts";
import { SCOPES } from "../../../scopes.ts";
import { BackToAccount } from "../back_to_account.tsx";

/** The page on which a person takes away a part of what an app may do. */
export function AccountAppPage(
  { app: { id, client, scopes }, token, notice }: {
    app: ConnectedApp;
    token: string;
    notice?: string;
  },
) {
  return (
    <Page title={`What ${quoted(client.name)} may do`}>
      <Notice message={notice} />
      <form method="post" action={ACCOUNT_PATHS.appScopes}>
        <FormToken token={token} />
        <input type="hidden" name="app" value={id} />
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
          Untick what it may do no longer. That counts at once; the app stays connected. To give
          something back, let the app ask you for it, or connect it again.
        </p>
        <div class="actions">
          <button type="submit">Change</button>
        </div>
      </form>
      <BackToAccount />
    </Page>
  );
}

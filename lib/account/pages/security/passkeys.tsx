import { ACCOUNT_PATHS } from "../../../account_paths.ts";
import type { Passkey, PasskeyOverview } from "../../../identity/passkeys/passkeys.ts";
import { FormToken } from "../../../pages/form_token_field.tsx";
import { Page } from "../../../pages/mod.ts";
import { Notice } from "../../../pages/notice.tsx";
import { PasskeyForm } from "../../../pages/passkey_form.tsx";
import { PASSKEY_SCRIPT } from "../../../pages/passkey_script.ts";
import { BackToAccount } from "../back_to_account.tsx";
import { confirmAt } from "../confirm.tsx";
import { MomentInWords, type Preferences } from "../../../pages/dates.tsx";

interface PasskeysProps extends PasskeyOverview {
  /** Whether this server takes passkeys. */
  isPossible: boolean;
  hasPassword: boolean;
  /** The provider that the account is linked to, if it is. */
  provider?: string;
  /** Whether the person has just proven who they are. */
  isConfirmed: boolean;
  /** Of the next passkey. */
  proposedName: string;
  preferences: Preferences;
  token: string;
  notice?: string;
}

/** The page of a person's passkeys. */
export function AccountPasskeysPage(props: PasskeysProps) {
  const { passkeys, isPossible, isConfirmed, isRequired, token, notice } = props;
  return (
    <Page title="Passkeys" wide script={PASSKEY_SCRIPT}>
      <Notice message={notice} />
      <p>
        A passkey lets you sign in with what unlocks your device: a finger, your face, a PIN. There
        is nothing to remember, and nothing that a forged page could ask you for.
      </p>
      {!isPossible && <p>This server does not take passkeys.</p>}
      {passkeys.length > 0 && (
        <ul class="apps">
          {passkeys.map((passkey) => <Item key={passkey.id} passkey={passkey} {...props} />)}
        </ul>
      )}
      {!isConfirmed && (
        <p>
          <a class="button" href={confirmAt(ACCOUNT_PATHS.passkeys)}>Confirm who you are</a>{" "}
          <span class="quiet">to add or remove passkeys.</span>
        </p>
      )}
      {isPossible && isConfirmed && (
        <section aria-labelledby="add">
          <h2 id="add">Add a passkey</h2>
          <noscript>
            <p>
              Your browser makes passkeys with the help of a script only, and it runs none here.
            </p>
          </noscript>
          <PasskeyForm
            action={ACCOUNT_PATHS.passkeyAdd}
            use="add"
            token={token}
            button="Add a passkey"
          >
            <div class="field">
              <label for="name">What you call it</label>
              <input id="name" name="name" maxlength={60} value={props.proposedName} required />
            </div>
          </PasskeyForm>
        </section>
      )}
      {(isRequired || passkeys.length > 0) && <Requirement {...props} />}
      <BackToAccount />
    </Page>
  );
}

function Item({ passkey, preferences, token, isConfirmed }: PasskeysProps & { passkey: Passkey }) {
  const { id, name, addedAt, usedAt } = passkey;
  return (
    <li>
      <h2 class="item">{name}</h2>
      <p class="quiet">
        Added <MomentInWords at={addedAt} preferences={preferences} />.{" "}
        {usedAt === undefined ? "Not used yet." : (
          <>
            Last used <MomentInWords at={usedAt} preferences={preferences} />.
          </>
        )}
      </p>
      <form method="post" action={ACCOUNT_PATHS.passkeyRename}>
        <FormToken token={token} />
        <input type="hidden" name="passkey_id" value={id} />
        <div class="field">
          <label for={`name-${id}`}>Name of this passkey</label>
          <input id={`name-${id}`} name="new_name" maxlength={60} value={name} required />
        </div>
        <div class="actions">
          <button type="submit" class="second" aria-label={`Rename ${name}`}>Rename</button>
          {isConfirmed && (
            <button
              type="submit"
              class="second"
              formaction={ACCOUNT_PATHS.passkeyRemove}
              formnovalidate
              aria-label={`Remove ${name}`}
            >
              Remove
            </button>
          )}
        </div>
      </form>
    </li>
  );
}

function Requirement(
  { isRequired, codesLeft, hasPassword, provider, isConfirmed, token }: PasskeysProps,
) {
  return (
    <section aria-labelledby="required">
      <h2 id="required">Ask for a passkey always</h2>
      <p>
        {isRequired
          ? `It is on: your password alone lets nobody in. You have ${codesLeft} unused recovery ` +
            `${codesLeft === 1 ? "code" : "codes"}, each of which replaces the passkey once, ` +
            "together with your password."
          : "Then your password alone lets nobody in. You get ten recovery codes for the day when " +
            "your passkeys are lost: each replaces them once, together with your password."}
      </p>
      {provider && (
        <p class="quiet">Signing in with {provider} stays as it is, with all that it asks for.</p>
      )}
      {!hasPassword && !provider && (
        <p class="quiet">Your account has no password, so recovery codes are of no use yet.</p>
      )}
      {isConfirmed && (
        <form method="post" action={ACCOUNT_PATHS.passkeyRequire}>
          <FormToken token={token} />
          <div class="actions">
            {isRequired
              ? (
                <>
                  <button type="submit" formaction={ACCOUNT_PATHS.recoveryCodes} class="second">
                    Make new recovery codes
                  </button>
                  <button
                    type="submit"
                    formaction={ACCOUNT_PATHS.passkeyRequireNoLonger}
                    class="second"
                  >
                    Let the password suffice
                  </button>
                </>
              )
              : <button type="submit" class="second">Ask for a passkey always</button>}
          </div>
        </form>
      )}
    </section>
  );
}

/** The recovery codes, which are shown this one time. */
export function RecoveryCodesPage({ codes }: { codes: readonly string[] }) {
  return (
    <Page title="Your recovery codes">
      <p role="status">
        From now on your account asks for a passkey. If all of yours are lost, one of these codes
        lets you in, together with your password. Each can be used once.
      </p>
      <p>
        <strong>They are shown this one time.</strong>{" "}
        Print them or write them down, and keep them where your devices are not.
      </p>
      <pre>{codes.join("\n")}</pre>
      <p>
        <a href={ACCOUNT_PATHS.passkeys}>I have kept them</a>
      </p>
    </Page>
  );
}

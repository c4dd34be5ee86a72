import { type Accounts, labelOf } from "../people/accounts.ts";
import { InterruptedPage } from "../pages/interrupted.tsx";
import { interactionPath } from "../paths.ts";
import type { Provider } from "../storage/oidc_provider.ts";
import type { InteractionRequest, PageOutcome } from "./interaction.ts";

type Session = Awaited<ReturnType<Provider["Session"]["get"]>>;

/** The page of an interaction that was answered, and leads nowhere any more by itself. */
export function answeredAlready(uid: string): PageOutcome {
  const again = `${interactionPath(uid)}/again`;
  const page = (
    <InterruptedPage
      title="You have answered this already"
      message="You can close this page. If your app does not go on, connect it again."
      ways={[{ label: "Connect again", href: again }]}
    />
  );
  return { page };
}

/**
 * The page for a consent whose person is signed in no longer in this browser, or not alone: nobody
 * decides for somebody else. `undefined` if it is still the same sign-in.
 */
export async function personChanged(
  { interaction }: InteractionRequest,
  { session, accounts }: { session: Session; accounts: Accounts },
): Promise<PageOutcome | undefined> {
  const began = interaction.session;
  const isSame = began?.uid === session.uid && began.accountId === session.accountId;
  if (isSame) return undefined;
  const path = interactionPath(interaction.uid);
  const account = session.accountId ? await accounts.find(session.accountId) : undefined;
  const email = account && labelOf(account);
  const goOn = email ? `Go on as ${email}` : "Sign in";
  const ways = [
    { label: goOn, href: `${path}/again` },
    ...(email ? [{ label: "Use another account", href: `${path}/switch` }] : []),
  ];
  const message = email
    ? `${email} has signed in in this browser meanwhile, so this page is no longer valid.`
    : "Nobody is signed in in this browser, so this page is no longer valid.";
  return {
    page: <InterruptedPage title="This was not allowed yet" message={message} ways={ways} />,
    status: 400,
  };
}

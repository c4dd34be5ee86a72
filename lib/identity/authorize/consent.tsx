import { isScope, type Scope } from "../../scopes.ts";
import { type Accounts, labelOf } from "../people/accounts.ts";
import type { Connections } from "../people/connections.ts";
import { sha256 } from "../../digest.ts";
import type { InteractionRequest, Outcome } from "./interaction.ts";
import type { People } from "../people/people.ts";
import type { Provider } from "../storage/oidc_provider.ts";
import { ConsentPage } from "../pages/consent.tsx";
import { ACCOUNT_PATHS } from "../../account_paths.ts";

/** Shows the consent page, or makes a grant of what was decided on it. */
export async function consent(
  { interaction, client, form }: InteractionRequest,
  { provider, accounts, connections, told, resource }: {
    provider: Provider;
    accounts: Accounts;
    connections: Connections;
    told: People["told"];
    resource: string;
  },
): Promise<Outcome> {
  // Native clients are asked every time, with nothing in the details of the prompt: the request
  // itself says what they want.
  const asked = String(interaction.params.scope ?? "").split(" ");
  const { accountId: subject, uid: browser } = interaction.session ?? {};
  if (!subject || !browser) throw new Error("Consent needs a session of a person");
  if (!form) {
    const account = await accounts.find(subject);
    const email = account ? labelOf(account) : "";
    const accountUrl = `${provider.issuer}${ACCOUNT_PATHS.account}`;
    const scopes = asked.filter(isScope);
    const page = { uid: interaction.uid, client, email, scopes, accountUrl };
    return { page: <ConsentPage {...page} /> };
  }
  if (form.get("decision") !== "allow") return denied("The person denied the request");
  const ticked = new Set(form.getAll("scope"));
  const granted = asked.filter(isScope).filter((scope) => ticked.has(scope));
  if (granted.length === 0) return denied("The person granted no scope");

  const clientId = String(interaction.params.client_id);
  // A grant of its own for each consent: revoking any token revokes its grant, and machines with the
  // same client must not sign each other out.
  const grant = new provider.Grant({ accountId: subject, clientId });
  for (const name of asked) decide(grant, { name, granted, resource });
  const grantId = await grant.save();
  await connections.keep({ grantId, subject, client, scopes: granted, browser: sha256(browser) });
  await told.tell(subject, { kind: "connected", app: client.name });
  return { result: { consent: { grantId } } };
}

/**
 * Our scopes are listed both as the server's and as the resource's, so each is decided in both
 * places. What is neither added nor rejected would be asked again at once.
 */
function decide(
  grant: InstanceType<Provider["Grant"]>,
  { name, granted, resource }: { name: string; granted: readonly Scope[]; resource: string },
): void {
  if (!isScope(name)) {
    grant.addOIDCScope(name);
  } else if (granted.includes(name)) {
    grant.addOIDCScope(name);
    grant.addResourceScope(resource, name);
  } else {
    grant.rejectOIDCScope(name);
    grant.rejectResourceScope(resource, name);
  }
}

function denied(reason: string): Outcome {
  return { result: { error: "access_denied", error_description: reason } };
}

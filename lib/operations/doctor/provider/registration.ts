import type { AuthorizationServerMetadata } from "../../../auth/mod.ts";
import { isSecure } from "../../../loopback.ts";
import { ask, jsonOf } from "../ask.ts";
import { type Finding, note, right, wrong } from "../finding.ts";

/** No server may take this one: it has a fragment (RFC 6749, section 3.1.2). */
const REFUSED_REDIRECT = "https://doctor.invalid/#fragment";

/**
 * Whether clients that nobody has heard of can make themselves known: by registration (RFC 7591) or
 * by a metadata document. A registration is begun that must be refused, so that nothing is left.
 */
export async function registrationPossible(
  metadata: AuthorizationServerMetadata,
  { fetch }: { fetch?: typeof globalThis.fetch } = {},
): Promise<Finding[]> {
  const documents = metadata.client_id_metadata_document_supported === true;
  const { registration_endpoint: endpoint } = metadata;
  if (endpoint === undefined) {
    return documents ? [right("Clients make themselves known by metadata documents")] : [note(
      "AUTH_ISSUER lets no client register itself",
      "Register each client there by hand, and give people its client id.",
    )];
  }
  if (!isSecure(new URL(endpoint))) {
    return [
      wrong(`The registration endpoint ${endpoint} is not https`, "Mend it at the provider."),
    ];
  }
  const asked = await ask(endpoint, {
    fetch,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_name: "EpicMe doctor",
      redirect_uris: [REFUSED_REDIRECT],
      token_endpoint_auth_method: "none",
    }),
  });
  if ("trouble" in asked) {
    return [wrong(
      `The registration endpoint ${endpoint} cannot be reached: ${asked.trouble}`,
      "Clients reach it from where they are: compare its address with that of the issuer.",
    )];
  }
  const { status } = asked.response;
  if (status === 201) await unregister(await jsonOf(asked.response), fetch);
  if (status === 400 || status === 201) return [right("Clients can register themselves")];
  return [wrong(
    `The registration endpoint answers ${status} to a client that nobody knows`,
    "Allow anonymous registration (at Keycloak: Client registration, Trusted Hosts), or register " +
      "each client by hand.",
  )];
}

/** RFC 7592, section 2.3: a server that took it all the same tells how it is removed. */
async function unregister(
  client: Record<string, unknown>,
  fetch?: typeof globalThis.fetch,
): Promise<void> {
  const { registration_client_uri: uri, registration_access_token: token } = client;
  if (typeof uri !== "string" || !URL.canParse(uri) || !isSecure(new URL(uri))) return;
  await ask(uri, { fetch, method: "DELETE", headers: { authorization: `Bearer ${token}` } });
}

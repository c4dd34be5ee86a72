import { parseArgs } from "node:util";
import { ALL_SCOPES } from "../lib/scopes.ts";
import { openRealm } from "./keycloak/realm.ts";

/*
 * Sets up a realm of Keycloak as docs/identity-providers.md says, and prints what EpicMe needs:
 *
 *   KEYCLOAK_PASSWORD=… deno task keycloak --server=https://id.example.com --realm=company \
 *     --resource=https://journal.example.com/mcp --clients=localhost,127.0.0.1
 *
 * What is there already stays: it can be run again.
 */

const { values } = parseArgs({
  options: {
    server: { type: "string", default: "http://127.0.0.1:8080" },
    realm: { type: "string", default: "company" },
    resource: { type: "string" },
    /** The id with which EpicMe introspects tokens. */
    id: { type: "string", default: "epicme" },
    /** Hosts from which clients may register themselves, and to which they may send their people. */
    clients: { type: "string", default: "" },
    user: { type: "string", default: "admin" },
  },
});
const password = Deno.env.get("KEYCLOAK_PASSWORD");
if (!values.resource || !password) {
  console.error("Expected --resource=<PUBLIC_URL>/mcp, and KEYCLOAK_PASSWORD in the environment");
  Deno.exit(1);
}
const { server, id, resource } = values;
const realm = await openRealm(server, { realm: values.realm, user: values.user, password });

await realm.create("clients", { clientId: id }, {
  publicClient: false,
  standardFlowEnabled: false,
  directAccessGrantsEnabled: false,
  serviceAccountsEnabled: false,
});
await realm.create("clients", { clientId: `${id}-web` }, {
  publicClient: true,
  standardFlowEnabled: true,
  directAccessGrantsEnabled: false,
  redirectUris: [`${new URL(resource).origin}/journal/sign-in/callback`],
  attributes: { "pkce.code.challenge.method": "S256" },
});
for (const name of ALL_SCOPES) {
  const scope = await realm.create("client-scopes", { name }, {
    protocol: "openid-connect",
    attributes: { "include.in.token.scope": "true", "display.on.consent.screen": "true" },
    protocolMappers: [
      audience("the journal", { "included.custom.audience": resource }),
      audience("who introspects", { "included.client.audience": id }),
    ],
  });
  const [offered] = await realm.find("default-optional-client-scopes", { name });
  if (!offered) await realm.put(`default-optional-client-scopes/${scope.id}`, {});
}
if (values.clients) {
  const hosts = values.clients.split(",");
  await realm.changePolicy("Trusted Hosts", { "trusted-hosts": hosts });
  await realm.changePolicy("Allowed Client Scopes", { "allowed-client-scopes": [...ALL_SCOPES] });
}
const [client] = await realm.find("clients", { clientId: id });
const { value: secret } = await realm.get(`clients/${client.id}/client-secret`);
console.log(`AUTH_ISSUER=${server}/realms/${values.realm}
INTROSPECTION_CLIENT_ID=${id}
INTROSPECTION_CLIENT_SECRET=${secret}
WEB_CLIENT_ID=${id}-web`);

/** Keycloak puts nothing into `aud` by itself, and answers only those who are in it. */
function audience(name: string, config: Record<string, string>) {
  return {
    name: `Audience: ${name}`,
    protocol: "openid-connect",
    protocolMapper: "oidc-audience-mapper",
    config: {
      ...config,
      "access.token.claim": "true",
      "introspection.token.claim": "true",
    },
  };
}

import type { Keycloak } from "./keycloak.ts";

/** A person of a realm. */
export interface RealmUser {
  username: string;
  password: string;
  email: string;
  groups?: string[];
}

/**
 * Sets a realm of Keycloak up for signing in at the server at `serverUrl`, as docs/login.md says: a
 * confidential client, and a mapper for groups. Returns the variables of the server.
 */
export async function makeLoginRealm(
  keycloak: Keycloak,
  { serverUrl, users }: { serverUrl: string; users: readonly RealmUser[] },
) {
  const realm = await keycloak.realm("people");
  for (const name of ["writers", "staff"]) await realm.create("groups", { name }, {});
  for (const { username, password, email, groups = [] } of users) {
    await realm.create("users", { username }, {
      ...{ email, emailVerified: true, enabled: true, groups },
      ...{ firstName: username, lastName: "Example" },
      credentials: [{ type: "password", value: password, temporary: false }],
    });
  }
  const secret = crypto.randomUUID();
  await realm.create("clients", { clientId: "journal" }, {
    ...{ secret, publicClient: false, standardFlowEnabled: true },
    redirectUris: [`${serverUrl}/account/login/callback`],
    protocolMappers: [{
      ...{ name: "groups", protocol: "openid-connect" },
      protocolMapper: "oidc-group-membership-mapper",
      config: { "claim.name": "groups", "full.path": "false", "id.token.claim": "true" },
    }],
  });
  return {
    LOGIN_ISSUER: `${keycloak.url}/realms/people`,
    LOGIN_CLIENT_ID: "journal",
    LOGIN_CLIENT_SECRET: secret,
    LOGIN_NAME: "Keycloak",
  };
}

import { freePort } from "./free_port.ts";
import { type Program, start } from "./program.ts";

/** Where Keycloak is unpacked; tests that need it are skipped without. */
export const KEYCLOAK = Deno.env.get("KEYCLOAK");

const ADMIN = "admin";

/** A Keycloak with a realm for signing in to a journal. */
export interface KeycloakLogin extends AsyncDisposable {
  readonly issuer: string;
  readonly environment: Record<string, string>;
}

/** A person of the realm. */
export interface RealmUser {
  username: string;
  password: string;
  email: string;
  groups?: string[];
}

/** Starts Keycloak with nothing on its disk, and sets a realm up for the server at `serverUrl`. */
export async function startKeycloakLogin(
  { serverUrl, users }: { serverUrl: string; users: readonly RealmUser[] },
): Promise<KeycloakLogin> {
  const port = freePort();
  const origin = `http://127.0.0.1:${port}`;
  const options = ["--db=dev-mem", "--http-host=127.0.0.1", `--http-port=${port}`];
  const program: Program = start(`${KEYCLOAK}/bin/kc.sh`, ["start-dev", ...options], {
    env: {
      KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN,
      KC_BOOTSTRAP_ADMIN_PASSWORD: ADMIN,
      JAVA_OPTS_KC_HEAP: "-Xms128m -Xmx512m",
    },
  });
  try {
    await program.says(/Listening on: /);
    const secret = crypto.randomUUID();
    await makeRealm(origin, realm({ serverUrl, users, secret }));
    const issuer = `${origin}/realms/company`;
    const environment = {
      LOGIN_ISSUER: issuer,
      LOGIN_CLIENT_ID: "epicme",
      LOGIN_CLIENT_SECRET: secret,
      LOGIN_NAME: "Keycloak",
    };
    return { issuer, environment, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
  } catch (error) {
    await program[Symbol.asyncDispose]();
    throw error;
  }
}

/** What docs/login.md says: a confidential client, and a mapper for groups. */
function realm(
  { serverUrl, users, secret }: {
    serverUrl: string;
    users: readonly RealmUser[];
    secret: string;
  },
): object {
  return {
    realm: "company",
    enabled: true,
    groups: [{ name: "writers" }, { name: "staff" }],
    users: users.map(({ username, password, email, groups = [] }) => ({
      ...{ username, email, emailVerified: true, enabled: true },
      ...{ firstName: username, lastName: "Example", groups },
      credentials: [{ type: "password", value: password, temporary: false }],
    })),
    clients: [{
      ...{ clientId: "epicme", secret, publicClient: false, standardFlowEnabled: true },
      redirectUris: [`${serverUrl}/account/login/callback`],
      protocolMappers: [{
        ...{ name: "groups", protocol: "openid-connect" },
        protocolMapper: "oidc-group-membership-mapper",
        config: { "claim.name": "groups", "full.path": "false", "id.token.claim": "true" },
      }],
    }],
  };
}

async function makeRealm(origin: string, representation: object): Promise<void> {
  const body = new URLSearchParams({
    ...{ grant_type: "password", client_id: "admin-cli", username: ADMIN, password: ADMIN },
  });
  const url = `${origin}/realms/master/protocol/openid-connect/token`;
  const { access_token } = await (await fetch(url, { method: "POST", body })).json();
  const made = await fetch(`${origin}/admin/realms`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify(representation),
  });
  const answer = await made.text();
  if (!made.ok) throw new Error(`Keycloak makes no realm: ${made.status} ${answer}`);
}

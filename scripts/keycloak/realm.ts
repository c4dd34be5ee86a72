/** What Keycloak says of something in a realm; members beside the id depend on what it is. */
// deno-lint-ignore no-explicit-any
export type Representation = Record<string, any> & { id: string };

/** A realm of Keycloak, by its administration API. */
export interface Realm {
  get(path: string): Promise<Representation>;
  put(path: string, body: unknown): Promise<void>;
  post(path: string, body?: unknown): Promise<void>;
  /** Returns those of a kind that have these members. */
  find(kind: string, by: Record<string, string>): Promise<Representation[]>;
  /** Returns the one that has these members, made with the others if there is none. */
  create(
    kind: string,
    by: Record<string, string>,
    others: Record<string, unknown>,
  ): Promise<Representation>;
  /** Changes a policy of what clients may register that nobody knows. */
  changePolicy(name: string, config: Record<string, string[]>): Promise<void>;
}

export interface RealmOptions {
  realm: string;
  /** An administrator of the realm `master`. */
  user: string;
  password: string;
}

const POLICY = "org.keycloak.services.clientregistration.policy.ClientRegistrationPolicy";

/** Opens a realm, made if there is none. Rejects with what Keycloak says if it refuses something. */
export async function openRealm(
  server: string,
  { realm, user, password }: RealmOptions,
): Promise<Realm> {
  const token = await signIn(server, { user, password });

  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${server}/admin/realms${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (response.ok) return response;
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  const realms: { realm: string }[] = await (await ask("GET", "")).json();
  if (!realms.some((each) => each.realm === realm)) {
    await (await ask("POST", "", { realm, enabled: true })).body?.cancel();
  }

  const self: Realm = {
    get: async (path) => await (await ask("GET", `/${realm}/${path}`)).json(),
    put: async (path, body) => void await (await ask("PUT", `/${realm}/${path}`, body)).text(),
    post: async (path, body) => void await (await ask("POST", `/${realm}/${path}`, body)).text(),
    async find(kind, by) {
      const all: Representation[] = await (await ask("GET", `/${realm}/${kind}`)).json();
      return all.filter((each) => Object.entries(by).every(([name, is]) => each[name] === is));
    },
    async create(kind, by, others) {
      const [known] = await self.find(kind, by);
      if (known) return known;
      await self.post(kind, { ...by, ...others });
      return (await self.find(kind, by))[0];
    },
    async changePolicy(name, config) {
      const [policy] = await self.find("components", {
        name,
        providerType: POLICY,
        subType: "anonymous",
      });
      await self.put(`components/${policy.id}`, {
        ...policy,
        config: { ...policy.config, ...config },
      });
    },
  };
  return self;
}

async function signIn(
  server: string,
  { user, password }: { user: string; password: string },
): Promise<string> {
  const response = await fetch(`${server}/realms/master/protocol/openid-connect/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "password",
      client_id: "admin-cli",
      username: user,
      password,
    }),
  });
  const { access_token, error_description } = await response.json();
  if (!response.ok) throw new Error(`Keycloak lets ${user} not in: ${error_description}`);
  return access_token;
}

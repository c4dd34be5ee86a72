import { getAccessToken } from "../scripts/access_token.ts";

const SCOPES = "entries:read entries:write tags:read tags:write user:read";

/** Returns an access token for a new journal at `resource`, got through the real flow. */
export function getToken(resource: string, name = "Bench"): Promise<string> {
  const account = {
    name,
    email: `${name.toLowerCase()}@epicme.example`,
    password: crypto.randomUUID(),
  };
  return getAccessToken(resource, { account, scope: SCOPES });
}

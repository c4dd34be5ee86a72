import { getAccessToken } from "../scripts/access_token.ts";

/** Returns an access token for a new journal at `resource`, got through the real flow. */
export function getToken(resource: string): Promise<string> {
  const account = {
    name: "Bench",
    email: "bench@epicme.example",
    password: crypto.randomUUID(),
  };
  return getAccessToken(resource, { account, scope: "entries:read entries:write" });
}

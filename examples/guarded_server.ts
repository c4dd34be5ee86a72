/**
 * Notes behind the guard, and nothing of the journal. RESOURCE is its address, and what its tokens
 * are for; ISSUER, CLIENT_ID and CLIENT_SECRET are of the authorization server.
 */
import * as auth from "../lib/auth/mod.ts"; // elsewhere: jsr:@epicme/guard

const [resource, issuer, id, secret] = ["RESOURCE", "ISSUER", "CLIENT_ID", "CLIENT_SECRET"]
  .map((name) => Deno.env.get(name) ?? "");
const scopes = ["notes:read", "notes:write"] as const;
const metadata = auth.discovery({ issuer });
const introspect = auth.httpIntrospection({ metadata, client: { id, secret } });
const token = { issuer, audience: resource, realm: issuer, scopes, cacheSeconds: 30 };
const guard = auth.createGuard({ ...token, introspect });
const about = { resource, issuer, scopes, name: "Notes", documentation: resource };
const wellKnown = auth.createWellKnown({ ...about, authorizationServerMetadata: metadata });
const resourceMetadataUrl = auth.resourceMetadataUrl(resource);

async function answer(request: Request): Promise<Response> {
  try {
    const document = await wellKnown(request);
    if (document) return document;
    const user = await guard.authenticate(request);
    auth.authorize(user, [request.method === "GET" ? "notes:read" : "notes:write"]);
    return Response.json({ notes: [`Only ${user.subject} gets this`] });
  } catch (error) {
    if (!(error instanceof auth.AuthError)) throw error;
    return auth.challenge(error, { resourceMetadataUrl, scopes });
  }
}

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT") ?? 8080) }, answer);

import { ALL_SCOPES } from "../../../lib/scopes.ts";
import type { Send } from "../../../scripts/browser/browser.ts";
import { connect, type Connection, targetOf } from "../../support/people/connection.ts";
import { register } from "../../support/oauth/oauth.ts";
import { callTool, send as sendRpc } from "../../support/clients/rpc.ts";
import type { ServerProcess } from "../../support/programs/server_process.ts";
import { FOREIGN_HOST, MARKUP } from "./requests/hostile.ts";
import type { JsonSchema } from "./requests/json_schema.ts";
import {
  accountPage,
  interactionPages,
  journalSession,
  type OpenPage,
  openVisitor,
} from "./requests/open_pages.ts";
import type { Victim } from "./victim.ts";

/** What an attacker has in hand: everything of their own, and the ids of the victim's things. */
export interface World {
  tools: { name: string; inputSchema: JsonSchema }[];
  /** Good tokens, of all scopes and of few. */
  tokens: string[];
  /** Of entries and tags: the attacker's, the victim's and nobody's. */
  ids: string[];
  clientIds: string[];
  /** A code, refresh tokens and access tokens that may be used up. */
  spare: { code: string; verifier: string; redirectUri: string; tokens: string[] };
  pages: OpenPage[];
  /** With which the attacker reads their own journal. */
  journalCookie: string;
  /** With which the forms of those pages are taken. */
  formToken: string;
  scopes: string[];
  /** The credential for introspection, which no attacker has: to see the endpoint itself hold. */
  resourceServer: string;
}

const EVERY_SCOPE = ALL_SCOPES.join(" ");
const REDIRECT_URIS = ["http://127.0.0.1:33418/callback", "https://app.example/callback"];
const SECRET_CLIENT = { token_endpoint_auth_method: "client_secret_post" };

/** Signs the attacker up and returns how to renew what they have, since a run uses things up. */
export async function attacker(server: ServerProcess, victim: Victim) {
  let renewals = 0;
  // From an address of its own each time, so that no limit by address ends the run.
  const send: Send = (request) => {
    const headers = new Headers(request.headers);
    headers.set("x-forwarded-for", `198.51.100.${renewals % 250}`);
    return fetch(new Request(request, { headers }));
  };
  const target = targetOf(server, send);
  const { client_id } = await connect(target, { name: "Eve" });
  const page = { client_id, scope: EVERY_SCOPE };
  const web = await register(target, { redirect_uris: REDIRECT_URIS });
  const secret = await register(target, SECRET_CLIENT);

  return async function renew(): Promise<World> {
    renewals++;
    const visitor = openVisitor(target);
    await visitor.signIn(client_id);
    const again = (scope: string) =>
      connect(target, { ...visitor, client_id, parameters: { scope } });
    const [full, reader, spare] = [
      await again(EVERY_SCOPE),
      await again("entries:read"),
      await again("tags:read offline_access"),
    ];
    const { access_token } = full.tokens;
    const { body } = await sendRpc(server.resource, {
      era: "2025-11-25",
      token: access_token,
      method: "tools/list",
    });
    return {
      tools: body.result.tools,
      tokens: [access_token, access_token, access_token, reader.tokens.access_token],
      ids: [...await ownIds(server, access_token), ...victim.ids, "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
      clientIds: [client_id, web.body.client_id, secret.body.client_id, victim.clientId, "x"],
      spare: spareOf(spare),
      pages: [
        ...await interactionPages(Array.from({ length: 3 }, () => openVisitor(target)), page),
        ...await interactionPages([visitor, visitor, visitor], page),
        // Several, because one is signed out by and by.
        ...await Promise.all(Array.from({ length: 3 }, () => accountPage(openVisitor(target)))),
      ],
      ...await journalSession(openVisitor(target)),
      resourceServer: victim.resourceServer,
      scopes: [...EVERY_SCOPE.split(" "), "offline_access", "openid"],
    };
  };
}

async function ownIds({ resource }: ServerProcess, token: string): Promise<string[]> {
  const era = "2025-11-25";
  const name = crypto.randomUUID();
  const call = (tool: string, args: object) => callTool(resource, { era, token, tool, args });
  await call("create_tag", { name });
  await call("create_entry", { title: name, content: name, tags: [name] });
  // What the attacker's own pages are to show as text.
  await call("create_entry", {
    ...{ title: `${MARKUP}${name}`, mood: MARKUP, location: MARKUP, weather: MARKUP },
    content: `${MARKUP} [a](javascript:alert(1)) ![${MARKUP}](https://${FOREIGN_HOST}/x.gif)`,
  });
  const { body: listed } = await call("list_entries", { limit: 5 });
  const { body: { result } } = await call("list_tags", {});
  const entries: { id: string }[] = listed.result.structuredContent.entries;
  const tags: { id: string }[] = result.structuredContent.tags.slice(0, 5);
  return [...entries, ...tags].map(({ id }) => id);
}

function spareOf({ authorization, tokens }: Connection): World["spare"] {
  return {
    code: authorization.view.url.searchParams.get("code")!,
    verifier: authorization.verifier,
    redirectUri: authorization.redirectUri,
    tokens: [tokens.access_token, tokens.refresh_token],
  };
}

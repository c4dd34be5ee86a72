import { refuseAuthorization } from "./authorization.tsx";
import { cleanAuthorizationQuery } from "./authorization_request.ts";
import type { Credentials } from "./basic_credentials.ts";
import { withCors } from "./cors.ts";
import { formHeaders } from "./form_headers.ts";
import type { LoopbackProxy } from "../provider/loopback_proxy.ts";
import { methodNotAllowed, oauthError, readBody, RefusedRequest } from "../../http/oauth_http.ts";
import { preflight } from "../../http/web_clients.ts";
import type { Introspection } from "./introspect.ts";
import { introspectionEndpoint } from "./introspection.ts";
import type { Limits } from "../people/limits.ts";
import type { Provider } from "../storage/oidc_provider.ts";
import { browserMethods, PATHS } from "../paths.ts";
import { registrationEndpoint } from "./registration.ts";
import type { ShareRefresh } from "./shared_refresh.ts";
import { tokenEndpoint } from "./token.ts";

/** What the endpoints answer with. */
export interface Endpoints {
  readonly provider: Provider;
  readonly proxy: LoopbackProxy;
  readonly resource: string;
  readonly resourceServer: Credentials;
  readonly introspect: (token: string) => Promise<Introspection>;
  readonly limits: Limits;
  readonly share: ShareRefresh;
  /** Whether ID-JAGs are redeemed. */
  readonly takesAssertions: boolean;
}

/** Longest address in characters: an authorization request must fit into one value of the store. */
const MAX_URL = 8_000;

/** Answers a request: pages without CORS, everything that programs call with it, on every status. */
export async function route(
  request: Request,
  clientAddress: string,
  endpoints: Endpoints,
): Promise<Response> {
  try {
    if (request.url.length > MAX_URL) return addressTooLong(request.url.length);
    const { pathname } = new URL(request.url);
    const methods = browserMethods(pathname);
    if (methods) {
      if (!methods.includes(request.method)) return methodNotAllowed(...methods);
      return await answerBrowser(request, clientAddress, endpoints);
    }
    if (request.method === "OPTIONS") {
      return preflight(request.headers, { methods: ["GET", "POST", "OPTIONS"], maxAge: 3600 });
    }
    return withCors(await answerProgram(request, clientAddress, endpoints));
  } catch (error) {
    if (error instanceof RefusedRequest) return withCors(error.response);
    throw error;
  }
}

async function answerBrowser(
  request: Request,
  clientAddress: string,
  { proxy, resource, limits }: Endpoints,
): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === PATHS.authorize) {
    const refused = await refuseAuthorization(searchParams, {
      clientAddress,
      limit: limits.authorizations,
    });
    const query = cleanAuthorizationQuery(searchParams, resource);
    return refused ?? await proxy.send(request, { clientAddress, query });
  }
  const body = request.method === "POST" ? await readBody(request) : undefined;
  return await proxy.send(request, { clientAddress, body });
}

async function answerProgram(
  request: Request,
  clientAddress: string,
  { provider, proxy, resource, resourceServer, introspect, limits, share, ...options }: Endpoints,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  switch (pathname) {
    case PATHS.token:
      return await tokenEndpoint(request, {
        clientAddress,
        resource,
        provider,
        proxy,
        share,
        limit: limits.tokens,
      });
    case PATHS.register:
      return await registrationEndpoint(request, {
        clientAddress,
        limit: limits.registrations,
        proxy,
        takesAssertions: options.takesAssertions,
      });
    case PATHS.introspect:
      return await introspectionEndpoint(request, { resourceServer, introspect });
    case PATHS.revoke: {
      if (request.method !== "POST") return methodNotAllowed("POST");
      const body = await readBody(request);
      return await proxy.send(request, { clientAddress, body, headers: formHeaders(request) });
    }
    case PATHS.jwks:
      if (request.method !== "GET") return methodNotAllowed("GET");
      return await proxy.send(request, { clientAddress, headers: { accept: "application/json" } });
    default:
      return oauthError("not_found", { description: `There is no ${pathname}`, status: 404 });
  }
}

function addressTooLong(length: number): Response {
  const description = `The address has ${length} characters, expected at most ${MAX_URL}`;
  return withCors(oauthError("invalid_request", { description, status: 414 }));
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CompanyPolicy, createCompanyProvider } from "./company_provider.ts";

/** A company's identity provider on an origin of its own. It shares no code with lib/identity. */
export interface Company extends AsyncDisposable {
  issuer: string;
  /** The APIs that tokens can be had for: what `aud` says, by resource indicator (RFC 8707). */
  apis: Map<string, string>;
  /** What it was asked for, in order. */
  asked: { path: string; authorization?: string }[];
  /** What is answered at a path instead: a status, or a document. */
  instead: Map<string, number | object>;
  /** The environment of a server that trusts it and asks about every token every time. */
  environment: Record<string, string>;
}

/** Starts the company's server; `path` is that of its issuer, such as `/realms/company`. */
export async function startCompany(
  { path = "", ...policy }: { path?: string } & CompanyPolicy = {},
): Promise<Company> {
  const { credentials = { id: "epicme-server", secret: "a-secret" } } = policy;
  const http = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const company: Company = {
    issuer: `${origin}${path}`,
    apis: new Map(),
    asked: [],
    instead: new Map(),
    environment: {
      AUTH_ISSUER: `${origin}${path}`,
      INTROSPECTION_CLIENT_ID: credentials.id,
      INTROSPECTION_CLIENT_SECRET: credentials.secret,
      INTROSPECTION_CACHE_SECONDS: "0",
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
  };
  const provider = await createCompanyProvider(company, { ...policy, credentials });
  const serve = provider.callback();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, search } = new URL(request.url!, origin);
    company.asked.push({ path: pathname, authorization: request.headers.authorization });
    const place = placeBelow(path, pathname);
    const instead = company.instead.get(pathname) ?? (place === undefined ? 404 : undefined);
    if (instead !== undefined) return answerInstead(response, instead);
    // What oidc-provider wants to know of its mount point.
    Object.assign(request, { url: `${place}${search}`, originalUrl: `${path}${place}${search}` });
    serve(request, response);
  }
  return company;
}

/** Where a path leads below the issuer. Well-known paths at the root are mapped, as by a proxy. */
function placeBelow(issuerPath: string, pathname: string): string | undefined {
  const document = /^\/\.well-known\/[^/]+/.exec(pathname)?.[0];
  if (document && pathname === `${document}${issuerPath}`) return document;
  return pathname.startsWith(`${issuerPath}/`) ? pathname.slice(issuerPath.length) : undefined;
}

function answerInstead(response: ServerResponse, instead: number | object): void {
  const [status, body] = typeof instead === "number" ? [instead, {}] : [200, instead];
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

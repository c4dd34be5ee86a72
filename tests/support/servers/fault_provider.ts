import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** How the provider goes wrong; nothing of it unless set. */
export interface Faults {
  /** Changes its metadata. */
  metadata?: Record<string, unknown>;
  /** Status of every document instead of it. */
  status?: number;
  /** What the redirect back says, beside `state`, instead of a code. */
  redirect?: Record<string, string>;
  /** The answer of the token endpoint, instead of tokens. */
  token?: { status: number; body: object; headers?: Record<string, string> };
  /** Whether it takes the client's secret in the body only, and lists both ways. */
  takesPostOnly?: boolean;
  /** Changes the claims of the ID token; times are in seconds from now. */
  claims?: Record<string, unknown>;
  iat?: number;
  exp?: number;
  /** Signs with a key that is not published, under an id that is or is not. */
  key?: "unknown" | "forged";
}

/** A provider of our own making that signs in whoever comes, at once, and can do it wrong. */
export interface FaultProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly environment: Record<string, string>;
  faults: Faults;
  /** Claims of whoever comes next. */
  person: Record<string, unknown>;
  /** The query of the last authorization request. */
  readonly asked: URLSearchParams;
  readonly paths: string[];
  /** What its clients are called at a server that takes its ID-JAGs, by what it calls them. */
  readonly knownClients: Map<string, string>;
  /** Signs any claims as a JWT with its published key. */
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** Publishes another key from now on, and signs with it. */
  rotateKeys(): Promise<void>;
}

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

/** Starts it on a loopback port. */
export async function startFaultProvider(): Promise<FaultProvider> {
  let key = await makeKey();
  const forged = await makeKey();
  let asked = new URLSearchParams();
  const paths: string[] = [];
  const nonces = new Map<string, string>();
  const http = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  /** An ID-JAG for an ID token (RFC 8693), as enterprise-managed authorization wants it. */
  async function exchange(form: URLSearchParams): Promise<object> {
    const now = Math.floor(Date.now() / 1000);
    const scope = form.get("scope") ?? undefined;
    const claims = {
      ...{ iss: issuer, iat: now, exp: now + 300, jti: crypto.randomUUID(), ...provider.person },
      ...{ aud: form.get("audience"), resource: form.get("resource"), scope },
      client_id: provider.knownClients.get(form.get("client_id") ?? ""),
    };
    return {
      issued_token_type: "urn:ietf:params:oauth:token-type:id-jag",
      access_token: await provider.sign(claims, { typ: "oauth-id-jag+jwt" }),
      ...{ token_type: "N_A", expires_in: 300, ...(scope ? { scope } : {}) },
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, issuer);
    paths.push(pathname);
    const body = await text(request);
    const { faults, person } = provider;
    const json = (document: object, status = 200, headers = {}) =>
      response.writeHead(status, { "content-type": "application/json", ...headers })
        .end(JSON.stringify(document));
    if (faults.status) return void json({}, faults.status);
    switch (pathname) {
      case "/.well-known/openid-configuration":
        return void json({ ...metadataOf(issuer), ...faults.metadata });
      case "/jwks":
        return void json({ keys: [key.jwk] });
      case "/authorize": {
        asked = searchParams;
        const back = new URL(asked.get("redirect_uri")!);
        const code = crypto.randomUUID();
        nonces.set(code, asked.get("nonce")!);
        const says = { iss: issuer, ...(faults.redirect ?? { code }) };
        for (const [name, value] of Object.entries(says)) back.searchParams.set(name, value);
        back.searchParams.set("state", asked.get("state")!);
        return void response.writeHead(302, { location: back.href }).end();
      }
      case "/token": {
        if (faults.token) {
          return void json(faults.token.body, faults.token.status, faults.token.headers);
        }
        const form = new URLSearchParams(body);
        if (form.get("grant_type") === TOKEN_EXCHANGE) return void json(await exchange(form));
        if (!form.get("code_verifier")) return void json({}, 400);
        if (faults.takesPostOnly && !form.has("client_secret")) {
          return void json({ error: "invalid_client" }, 401);
        }
        const now = Math.floor(Date.now() / 1000);
        const claims = {
          iss: issuer,
          aud: "epicme",
          nonce: nonces.get(form.get("code")!),
          iat: now + (faults.iat ?? 0),
          exp: now + (faults.exp ?? 300),
          auth_time: now,
          ...person,
          ...faults.claims,
        };
        const used = faults.key === undefined ? key : forged;
        const kid = faults.key === "forged" ? key.kid : used.kid;
        const id_token = await new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid })
          .sign(used.privateKey);
        return void json({ access_token: "theirs", token_type: "Bearer", id_token });
      }
      default:
        return void json({}, 404);
    }
  }

  const provider: FaultProvider = {
    issuer,
    environment: {
      LOGIN_ISSUER: issuer,
      LOGIN_CLIENT_ID: "epicme",
      LOGIN_CLIENT_SECRET: "a-secret-of-the-client",
      LOGIN_NAME: "Example Inc.",
    },
    faults: {},
    person: { sub: "kody", name: "Kody", email: "kody@example.com", email_verified: true },
    get asked() {
      return asked;
    },
    paths,
    knownClients: new Map(),
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: key.kid, ...header })
        .sign(key.privateKey),
    async rotateKeys() {
      key = await makeKey();
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
  };
  return provider;
}

function metadataOf(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    authorization_response_iss_parameter_supported: true,
  };
}

async function makeKey() {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const kid = crypto.randomUUID();
  const jwk = { ...await exportJWK(publicKey), alg: "ES256", use: "sig", kid };
  return { privateKey, kid, jwk };
}

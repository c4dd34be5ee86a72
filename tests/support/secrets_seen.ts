import type { Send } from "../../scripts/browser/browser.ts";

/** Members of JSON answers that nobody else may learn. */
const SECRET_MEMBERS = ["access_token", "refresh_token", "id_token", "client_secret"];

/** Fields of forms that nobody else may learn. */
const SECRET_FIELDS = ["password", "email", "code", "code_verifier", "token", "refresh_token"];

/** Shorter ones would be found by chance. */
const SHORTEST = 6;

/** Everything that passed by and must not be found in a log. */
export interface SecretsSeen {
  /** Sends requests, and keeps the secrets of both sides. */
  send: Send;
  add(secret: string): void;
  /** The secrets that `text` contains. */
  foundIn(text: string): string[];
  readonly size: number;
}

/** Returns a `Send` that remembers tokens, codes, passwords, cookies and e-mail addresses. */
export function secretsSeen(inner: Send = fetch): SecretsSeen {
  const seen = new Set<string>();
  const add = (secret: string | null | undefined) => {
    if (secret && secret.length >= SHORTEST) seen.add(secret);
  };
  return {
    add,
    async send(request) {
      add(new URL(request.url).searchParams.get("code"));
      add(/^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1]);
      if (isForm(request.headers)) fields(await request.clone().text()).forEach(add);
      const response = await inner(request);
      cookies(response.headers).forEach(add);
      const location = response.headers.get("location");
      if (location) add(URL.parse(location, request.url)?.searchParams.get("code"));
      members(await response.clone().text()).forEach(add);
      return response;
    },
    foundIn: (text) => [...seen].filter((secret) => text.includes(secret)),
    get size() {
      return seen.size;
    },
  };
}

function isForm(headers: Headers): boolean {
  return headers.get("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
}

function fields(body: string): string[] {
  const form = new URLSearchParams(body);
  return SECRET_FIELDS.flatMap((name) => form.getAll(name));
}

function cookies(headers: Headers): string[] {
  return headers.getSetCookie().map((cookie) => cookie.split(";")[0].split("=").slice(1).join("="));
}

function members(body: string): string[] {
  if (!body.startsWith("{")) return [];
  const document = JSON.parse(body);
  return SECRET_MEMBERS.map((name) => document[name]).filter((value) => typeof value === "string");
}

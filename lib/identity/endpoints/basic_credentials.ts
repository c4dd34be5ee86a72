/** A client's id and secret as it presents them. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
}

/**
 * The credentials of a request: HTTP Basic with form-encoded parts (RFC 6749, section 2.3.1), or
 * `client_id` and `client_secret` in the body; `undefined` if neither is complete.
 */
export function readCredentials(headers: Headers, form: URLSearchParams): Credentials | undefined {
  const basic = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (basic !== undefined) return decodeBasic(basic);
  const clientId = form.get("client_id");
  const clientSecret = form.get("client_secret");
  return clientId && clientSecret ? { clientId, clientSecret } : undefined;
}

function decodeBasic(encoded: string): Credentials | undefined {
  try {
    const [id, ...secret] = atob(encoded).split(":");
    return { clientId: decodePart(id), clientSecret: decodePart(secret.join(":")) };
  } catch {
    return undefined;
  }
}

function decodePart(part: string): string {
  return decodeURIComponent(part.replaceAll("+", " "));
}

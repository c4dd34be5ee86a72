interface Cookie {
  host: string;
  path: string;
  name: string;
  value: string;
}

/** Cookies by host, path and name, as RFC 6265 keeps them. */
export class CookieJar {
  #cookies: Cookie[] = [];

  /** Keeps or removes what the `Set-Cookie` headers of an answer say. */
  take(headers: string[], url: URL): void {
    for (const header of headers) {
      const [pair, ...attributes] = header.split(";").map((part) => part.trim());
      const [name, ...value] = pair.split("=");
      const path = attribute(attributes, "path") ?? "/";
      const same = (cookie: Cookie) =>
        cookie.host === url.hostname && cookie.path === path && cookie.name === name;
      this.#cookies = this.#cookies.filter((cookie) => !same(cookie));
      const expires = attribute(attributes, "expires");
      if (expires && Date.parse(expires) <= Date.now()) continue;
      this.#cookies.push({ host: url.hostname, path, name, value: value.join("=") });
    }
  }

  /** The `Cookie` header for a request, or the empty string. */
  header({ hostname, pathname }: URL): string {
    return this.#cookies
      .filter(({ host, path }) => host === hostname && covers(path, pathname))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }
}

function covers(path: string, pathname: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
}

function attribute(attributes: string[], name: string): string | undefined {
  const found = attributes.find((each) => each.toLowerCase().startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

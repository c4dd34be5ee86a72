/** Who may sign in through the provider of `LOGIN_ISSUER`: one of these must fit. */
export type AllowRule =
  | { kind: "everybody" }
  /** In lower case. */
  | { kind: "address"; address: string }
  /** In lower case, without the `@`. */
  | { kind: "domain"; domain: string }
  | { kind: "group"; group: string };

/** What the rules look at. */
export interface Vouched {
  /** An address that the provider says is the person's own; nothing else is one here. */
  readonly verifiedEmail?: string;
  readonly groups: readonly string[];
}

/** Reads one rule: `*`, `name@example.com`, `@example.com` or `group:name`; `undefined` for none. */
export function parseAllowRule(text: string): AllowRule | undefined {
  if (text === "*") return { kind: "everybody" };
  if (text.startsWith("group:")) {
    const group = text.slice("group:".length);
    return group ? { kind: "group", group } : undefined;
  }
  const [local, domain, ...more] = text.toLowerCase().split("@");
  if (!domain || more.length > 0 || /\s/.test(text)) return undefined;
  return local ? { kind: "address", address: `${local}@${domain}` } : { kind: "domain", domain };
}

/** Whether one of the rules fits. A domain is the whole one: its subdomains are others. */
export function isAllowed(
  rules: readonly AllowRule[],
  { verifiedEmail, groups }: Vouched,
): boolean {
  const email = verifiedEmail?.trim().toLowerCase();
  const domain = email?.slice(email.lastIndexOf("@") + 1);
  return rules.some((rule) => {
    switch (rule.kind) {
      case "everybody":
        return true;
      case "address":
        return rule.address === email;
      case "domain":
        return rule.domain === domain;
      case "group":
        return groups.includes(rule.group);
    }
  });
}

/** Whether the rules look at addresses, so that an unverified one is worth telling. */
export function needsEmail(rules: readonly AllowRule[]): boolean {
  return !rules.some(({ kind }) => kind === "everybody") &&
    rules.some(({ kind }) => kind === "address" || kind === "domain");
}

/** Hosts of issuers at which anybody can open an account. */
const PUBLIC_ISSUERS = [
  "accounts.google.com",
  "appleid.apple.com",
  "gitlab.com",
  "login.live.com",
  "www.facebook.com",
  "www.linkedin.com",
];

/** Entra's issuers for everybody, instead of one company: `common`, and that of personal accounts. */
const PUBLIC_TENANTS = /^\/(common|organizations|consumers|9188040d-6c67-4c5b-b112-36a304b66dad)\//;

/** Whether anybody in the world can have an account at this issuer. */
export function isPublicIssuer(issuer: string): boolean {
  const { hostname, pathname } = new URL(issuer);
  return PUBLIC_ISSUERS.includes(hostname) ||
    hostname === "login.microsoftonline.com" && PUBLIC_TENANTS.test(pathname);
}

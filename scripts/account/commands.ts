import { ACCOUNT_PATHS } from "../../lib/account_paths.ts";
import {
  type Account,
  type AuthorizationServer,
  isEmail,
  normalizeEmail,
  RESET_MS,
} from "../../lib/identity/mod.ts";
import { RefusedError } from "../../lib/operations/mod.ts";
import { HOUR_MS } from "../../lib/time.ts";

const MAX_DAYS = 365;

/** Prints all accounts, a line each, or as JSON without anything secret. */
export async function list(
  server: AuthorizationServer,
  { asJson = false }: { asJson?: boolean },
): Promise<void> {
  const accounts = (await server.accounts()).map(shown);
  if (asJson) return console.log(JSON.stringify(accounts, undefined, 2));
  for (const { email = "(no e-mail)", name, createdAt, disabledAt, subject } of accounts) {
    const facts = [
      email,
      ...name ? [name] : [],
      `since ${createdAt.slice(0, 10)}`,
      ...disabledAt ? [`disabled ${disabledAt.slice(0, 10)}`] : [],
      subject,
    ];
    console.log(facts.join("  "));
  }
  console.log(accounts.length === 1 ? "1 account" : `${accounts.length} accounts`);
}

function shown({ subject, email, name, createdAt, disabledAt, password, link }: Account) {
  return {
    ...{ subject, email: email ?? link?.email, name, createdAt, disabledAt },
    hasPassword: password !== undefined,
    ...link && { provider: link.issuer },
  };
}

/** Prints a link with which one account can be opened, whatever `SIGN_UP` says. */
export async function invite(
  server: AuthorizationServer,
  { days: text, email }: { days: string; email?: string },
): Promise<void> {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    throw new RefusedError(`Expected --days from 1 to ${MAX_DAYS}`);
  }
  if (email !== undefined && !isEmail(normalizeEmail(email))) {
    throw new RefusedError(`${email} is no e-mail address`);
  }
  const invitation = await server.people.invitations.make({ days, email });
  console.log(linkTo(server, ACCOUNT_PATHS.signUp, { invitation }));
  console.error(
    `Whoever has this link can open one account${email ? ` for ${email}` : ""}, within ` +
      `${days === 1 ? "a day" : `${days} days`}.`,
  );
}

/** Prints a link with which the person of an account chooses a new password. */
export async function reset(server: AuthorizationServer, email: string): Promise<void> {
  const { disabledAt, subject } = await accountOf(server, email);
  if (disabledAt) throw new RefusedError(`The account of ${email} is disabled: enable it first`);
  if (server.login?.passwords === false) {
    throw new RefusedError("Passwords are switched off (LOGIN_PASSWORDS)");
  }
  const token = await server.people.resets.make(subject, "operator");
  console.log(linkTo(server, ACCOUNT_PATHS.reset, { token }));
  console.error(
    `It works once, within ${RESET_MS.operator / HOUR_MS} hours. Give it to nobody else: whoever ` +
      "has it gets into the account.",
  );
}

/** Lets nobody act for an account any more. */
export async function disable(server: AuthorizationServer, email: string): Promise<void> {
  const { subject } = await accountOf(server, email);
  await server.disableAccount(subject);
  console.log(`${email} is disabled: every session and every token has ended. Nothing is deleted.`);
}

/** Lets the person of an account in again. */
export async function enable(server: AuthorizationServer, email: string): Promise<void> {
  const { subject } = await accountOf(server, email);
  await server.enableAccount(subject);
  console.log(`${email} can sign in again. Apps have to be connected anew.`);
}

/** Not every account of a provider's person has an address; all have the id that `list` shows. */
async function accountOf(server: AuthorizationServer, named: string): Promise<Account> {
  const account = named.includes("@")
    ? await server.people.accounts.findByEmail(named)
    : (await server.accounts()).find(({ subject }) => subject === named);
  if (!account) {
    throw new RefusedError(`There is no account with the e-mail address or id ${named}`);
  }
  return account;
}

function linkTo(
  { issuer }: AuthorizationServer,
  path: string,
  query: Record<string, string>,
): string {
  return `${issuer}${path}?${new URLSearchParams(query)}`;
}

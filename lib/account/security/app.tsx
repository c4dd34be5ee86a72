import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { formTokenOf } from "../../pages/form_token.ts";
import type { Action } from "../actions.ts";
import { noticeText } from "../notices.ts";
import { AccountAppPage } from "../pages/security/app.tsx";

/** What one app may do, with the form that takes some of it away. */
export const showApp: Action = async ({ account, cookies, query }, { connections }) => {
  const app = await connections.find(account.subject, query.get("id") ?? "");
  if (!app || app.managedBy) return { notice: "unknown_app" };
  const token = formTokenOf(cookies.session ?? "");
  return { page: <AccountAppPage {...{ app, token, notice: noticeText(cookies.notice) }} /> };
};

/** Takes away what is not ticked any more. */
export const changeScopes: Action = async ({ account, form }, { connections }) => {
  const id = form.get("app") ?? "";
  const to = `${ACCOUNT_PATHS.app}?${new URLSearchParams({ id })}`;
  const keep = form.getAll("scope");
  const app = await connections.find(account.subject, id);
  if (!app) return { notice: "unknown_app" };
  if (!app.scopes.some((scope) => keep.includes(scope))) return { notice: "scopes_none", to };
  const done = await connections.narrow(account.subject, id, keep);
  return done ? { notice: "scopes", to } : { notice: "unknown_app" };
};

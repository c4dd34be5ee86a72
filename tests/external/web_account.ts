import type { Browser } from "../../scripts/browser/browser.ts";
import { ERAS } from "../support/clients/mcp_clients.ts";
import { sameOrigin } from "../support/people/account.ts";
import type { World } from "../support/people/elsewhere.ts";
import { employeeToken } from "../support/people/employee.ts";
import { tokenOf } from "../support/people/import.ts";
import { ALL_SCOPES } from "../../lib/scopes.ts";

/** Sends a form of our pages, whatever the page says. */
export async function send(
  { server }: World,
  browser: Browser,
  path: string,
  { form = {}, headers = {} }: { form?: Record<string, string>; headers?: HeadersInit } = {},
) {
  const body = new URLSearchParams({ token: await tokenOf(browser), ...form });
  const ours = { ...sameOrigin(server), ...headers };
  return await browser.go(path, { method: "POST", body, headers: ours });
}

/** An MCP client of kody, with all scopes. */
export async function clientOf({ company, server }: World) {
  company.apis.set(server.resource, server.resource);
  const token = await employeeToken(company, {
    resource: server.resource,
    scope: ALL_SCOPES.join(" "),
  });
  return await ERAS["2026-07-28"](server.resource, token);
}

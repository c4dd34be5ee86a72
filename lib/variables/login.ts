import { z } from "zod";
import { type AllowRule, parseAllowRule } from "../login_allow.ts";
import { ALL_SCOPES, isScope, type Scope } from "../scopes.ts";
import { onOff, secureUrl } from "./values.ts";
import type { VariableDocs } from "./variable_docs.ts";

const GROUP = "Sign in with a provider that people have, at the embedded authorization server";

const loginAllow = z.string().transform((value) =>
  value.split(/[\s,]+/).filter(Boolean).map(parseAllowRule)
).refine(
  (rules): rules is AllowRule[] => rules.length > 0 && rules.every((rule) => rule !== undefined),
  "Expected addresses, domains such as @example.com, groups such as group:writers, or *, " +
    "separated by commas",
);

const enterpriseScopes = z.string().transform((value): string[] =>
  value === "all" ? [...ALL_SCOPES] : value.split(/[\s,]+/).filter(Boolean)
).refine(
  (scopes): scopes is Scope[] => scopes.length > 0 && scopes.every(isScope),
  `Expected all, or some of ${ALL_SCOPES.join(", ")}`,
);

/** The provider that people sign in with, and what it may do. */
export const LOGIN_VARIABLES = {
  LOGIN_ISSUER: secureUrl.optional().meta(
    {
      group: GROUP,
      description: "The issuer of an OpenID Connect provider with which people sign in. Register " +
        "there PUBLIC_URL/account/login/callback as redirect URI",
      example: "https://id.example.com",
    } satisfies VariableDocs,
  ),
  LOGIN_CLIENT_ID: z.string().optional().meta(
    {
      group: GROUP,
      description: "The id of this server as a confidential client there. Required with " +
        "LOGIN_ISSUER",
      example: "epicme",
    } satisfies VariableDocs,
  ),
  LOGIN_CLIENT_SECRET: z.string().optional().meta(
    {
      group: GROUP,
      description: "The secret of that client. Required with LOGIN_ISSUER",
    } satisfies VariableDocs,
  ),
  LOGIN_NAME: z.string().max(50, "Expected at most 50 characters").optional().meta(
    {
      group: GROUP,
      description: "What people call the provider, for the button: Sign in with …",
      default: "the host of LOGIN_ISSUER",
      example: "Example Inc.",
    } satisfies VariableDocs,
  ),
  LOGIN_ALLOW: loginAllow.optional().meta(
    {
      group: GROUP,
      description: "Who may sign in with it, separated by commas: addresses, domains such as " +
        "@example.com (both as the provider has verified them), groups such as group:writers, or *. " +
        "Required where anybody can have an account, such as at Google",
      default: "*",
      example: "@example.com, group:writers",
    } satisfies VariableDocs,
  ),
  LOGIN_SIGN_UP: onOff.default(true).meta(
    {
      group: GROUP,
      description: "off: the first sign-in with the provider opens no account. Who has one here " +
        "links it, after its password",
      default: "on",
    } satisfies VariableDocs,
  ),
  LOGIN_PASSWORDS: onOff.default(true).meta(
    {
      group: GROUP,
      description: "off: nobody signs in or signs up with a password of this server. One that " +
        "there is still links its account to the provider",
      default: "on",
    } satisfies VariableDocs,
  ),
  ENTERPRISE_SCOPES: enterpriseScopes.optional().meta(
    {
      group: GROUP,
      description: "Scopes that the provider may give to a client in a person's name without a " +
        "page, by an ID-JAG (enterprise-managed authorization): separated by commas, or all",
      default: "none: such grants are not taken",
      example: "user:read, entries:read, entries:write, tags:read",
    } satisfies VariableDocs,
  ),
};

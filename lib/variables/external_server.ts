import { z } from "zod";
import { timeZoneNamed } from "../time.ts";
import { secureUrl } from "./values.ts";
import type { VariableDocs } from "./variable_docs.ts";

const GROUP = "With an external authorization server";

/** What is known of an external authorization server. */
export const EXTERNAL_SERVER_VARIABLES = {
  AUTH_ISSUER: secureUrl.optional().meta(
    {
      group: GROUP,
      description: "The issuer of an external authorization server, instead of the embedded one. " +
        "It must offer introspection (RFC 7662)",
      example: "https://id.example.com",
    } satisfies VariableDocs,
  ),
  INTROSPECTION_CLIENT_ID: z.string().optional().meta(
    {
      group: GROUP,
      description: "The client id with which this server introspects tokens. Required with " +
        "AUTH_ISSUER",
      example: "epicme",
    } satisfies VariableDocs,
  ),
  INTROSPECTION_CLIENT_SECRET: z.string().optional().meta(
    {
      group: GROUP,
      description: "The secret of that client. Required with AUTH_ISSUER",
    } satisfies VariableDocs,
  ),
  INTROSPECTION_ENDPOINT: secureUrl.optional().meta(
    {
      group: GROUP,
      description: "The introspection endpoint, for servers that do not publish it",
      default: "from the server's metadata",
    } satisfies VariableDocs,
  ),
  WEB_CLIENT_ID: z.string().optional().meta(
    {
      group: GROUP,
      description:
        "The id of this server as a client there with which people sign in to /journal " +
        "and to the pages of their data at /account, by OpenID Connect. Register PUBLIC_URL/journal/sign-in/callback as " +
        "redirect URI; its `sub` must be the one that introspection tells",
      default: "none: nobody reads their journal in a browser, or imports a file there",
      example: "epicme-web",
    } satisfies VariableDocs,
  ),
  WEB_CLIENT_SECRET: z.string().optional().meta(
    {
      group: GROUP,
      description: "The secret of that client",
      default: "none: a public client, with PKCE only",
    } satisfies VariableDocs,
  ),
  TIME_ZONE: z.string().refine(
    (value) => timeZoneNamed(value) !== undefined,
    "Expected a name of the IANA time zone database, such as Europe/Berlin",
  ).optional().meta(
    {
      group: GROUP,
      description:
        "The time zone of people who have told none. Here they set one at /account; an " +
        "external server can tell it as zoneinfo when a token is introspected",
      default: "UTC",
      example: "Europe/Berlin",
    } satisfies VariableDocs,
  ),
  TOKEN_AUDIENCE: z.string().optional().meta(
    {
      group: GROUP,
      description: "The accepted aud, for servers that cannot issue ours",
      default: "PUBLIC_URL/mcp",
    } satisfies VariableDocs,
  ),
};

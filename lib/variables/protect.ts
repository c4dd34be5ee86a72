import { z } from "zod";
import { onOff, origin, wholeNumber } from "./values.ts";
import type { VariableDocs } from "./variable_docs.ts";

const GROUP = "Who may do how much";

const origins = z.string().transform((value) => value.split(/[\s,]+/).filter(Boolean)).pipe(
  z.array(z.union([z.literal("*"), origin], "Expected origins separated by commas, or *")),
);

/** Who may do how much. */
export const PROTECT_VARIABLES = {
  INTROSPECTION_CACHE_SECONDS: wholeNumber(0, 3600).default(30).meta(
    {
      group: GROUP,
      description: "How many seconds a token that an external authorization server has revoked " +
        "may still work at most; 0 asks at every request. What the embedded one revokes ends " +
        "within a second, whatever this says",
      default: "30",
    } satisfies VariableDocs,
  ),
  TOOL_VISIBILITY: z.enum(["all", "granted"], "Expected all or granted").default("all").meta(
    {
      group: GROUP,
      description:
        "all: a call that needs more scope is challenged (step-up). granted: tools and " +
        "prompts outside the scopes of the token are not listed",
      default: "all",
    } satisfies VariableDocs,
  ),
  ALLOWED_ORIGINS: origins.default([]).meta(
    {
      group: GROUP,
      description:
        "Further web origins that may call /mcp from a browser, separated by commas, or *",
      example: "https://inspector.example.com",
    } satisfies VariableDocs,
  ),
  TRUST_PROXY: onOff.default(false).meta(
    {
      group: GROUP,
      description: "on: the client address is the last entry of X-Forwarded-For",
      default: "off",
    } satisfies VariableDocs,
  ),
  RATE_LIMIT_PER_MINUTE: wholeNumber(1, 1_000_000).default(600).meta(
    {
      group: GROUP,
      description: "Requests to /mcp for each person and minute",
      default: "600",
    } satisfies VariableDocs,
  ),
  IMPORT_MAX_MB: wholeNumber(1, 1_000_000).default(2048).meta(
    {
      group: GROUP,
      description: "The largest file that a person may give at /account/import, in MB of " +
        "1,048,576 bytes. It lies in DATA_DIR/uploads until it is imported",
      default: "2048",
    } satisfies VariableDocs,
  ),
};

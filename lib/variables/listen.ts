import { z } from "zod";
import { origin, wholeNumber } from "./values.ts";
import type { VariableDocs } from "./variable_docs.ts";

const GROUP = "Where the server listens";

/** Where the server listens, and under which name. */
export const LISTEN_VARIABLES = {
  HOST: z.string().default("127.0.0.1").meta(
    {
      group: GROUP,
      description: "The address to listen on; 0.0.0.0 for every interface, as it is on Deno Deploy",
      default: "127.0.0.1",
    } satisfies VariableDocs,
  ),
  PORT: wholeNumber(1, 65535).default(8000).meta(
    { group: GROUP, description: "The port to listen on", default: "8000" } satisfies VariableDocs,
  ),
  PUBLIC_URL: origin.optional().meta(
    {
      group: GROUP,
      description: "The origin that people use: https, unless it is a loopback address. The " +
        "protected resource is PUBLIC_URL/mcp, whatever the Host header says",
      default: "http://localhost:$PORT; on Deno Deploy the address of the timeline",
      example: "https://journal.example.com",
    } satisfies VariableDocs,
  ),
};

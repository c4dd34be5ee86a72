import { z } from "zod";
import { EMBEDDED_SERVER_VARIABLES } from "./embedded_server.ts";
import { EXTERNAL_SERVER_VARIABLES } from "./external_server.ts";
import { KEEP_VARIABLES } from "./keep.ts";
import { LISTEN_VARIABLES } from "./listen.ts";
import { LOGIN_VARIABLES } from "./login.ts";
import { MAIL_VARIABLES } from "./mail.ts";
import { PROTECT_VARIABLES } from "./protect.ts";

/**
 * Each variable in one place: how it is read, its default, and what the documents say of it. In the order
 * of docs/configuration.md.
 */
export const Variables = z.object({
  ...LISTEN_VARIABLES,
  ...KEEP_VARIABLES,
  ...EXTERNAL_SERVER_VARIABLES,
  ...EMBEDDED_SERVER_VARIABLES,
  ...LOGIN_VARIABLES,
  ...MAIL_VARIABLES,
  ...PROTECT_VARIABLES,
});

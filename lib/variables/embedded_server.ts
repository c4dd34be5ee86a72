import { z } from "zod";
import { onOff } from "./values.ts";
import type { VariableDocs } from "./variable_docs.ts";

const GROUP = "With the embedded authorization server";

/** Who may create an account at the embedded authorization server. */
export type SignUpPolicy =
  | { policy: "open" }
  | { policy: "closed" }
  | { policy: "invitation"; code: string };

/** Words by which somebody means a setting, not a secret. */
const NO_CODE = /^(disabled?|enabled?|restricted|private|public|invit\w*|required|password)$/i;

const signUp = z.string().transform((value): SignUpPolicy =>
  value === "open" || value === "closed" ? { policy: value } : { policy: "invitation", code: value }
).refine(
  (value) => value.policy !== "invitation" || (value.code.length >= 8 && !NO_CODE.test(value.code)),
  "Expected open, closed, or an invitation code of at least 8 characters",
);

/** How the embedded authorization server lets people and clients in. */
export const EMBEDDED_SERVER_VARIABLES = {
  SIGN_UP: signUp.optional().meta(
    {
      group: GROUP,
      description: "Who may create an account: open, closed, or an invitation code of at least 8 " +
        "characters",
      default: "open if HOST and PUBLIC_URL are loopback addresses, else closed",
      example: "open",
    } satisfies VariableDocs,
  ),
  CIMD: onOff.default(true).meta(
    {
      group: GROUP,
      description: "Client ID Metadata Documents; off where the server cannot reach the internet",
      default: "on",
    } satisfies VariableDocs,
  ),
};

export { type Account, isEmail, normalizeEmail } from "./people/accounts.ts";
export { RESET_MS } from "./people/resets.ts";
export { endAccess } from "./people/end_access.ts";
export type { ErasedPerson } from "./people/erase_person.ts";
export type { Introspection } from "./endpoints/introspect.ts";
export type { LogEvent } from "./provider/report_errors.ts";
export type { PasswordCost } from "./people/passwords.ts";
export {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  openAuthorizationServer,
} from "./server.ts";
export type { SignUpPolicy } from "./people/check_sign_up.ts";
export type { People } from "./people/people.ts";

export { endAccess } from "./end_access.ts";
export type {
  AppCall,
  ExportFormat,
  Listed,
  PersonalData,
  TrashedEntry,
} from "./account/personal_data.ts";
export type { ErasedPerson } from "./erase_person.ts";
export type { Introspection } from "./introspection.ts";
export type { LogEvent } from "./report.ts";
export type { PasswordCost } from "./passwords.ts";
export {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  openAuthorizationServer,
  type Profile,
} from "./server.ts";
export type { SignUpPolicy } from "./judge_sign_up.ts";

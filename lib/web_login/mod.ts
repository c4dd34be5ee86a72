export { endWebSessions } from "./sessions.ts";
export { openWebLogin, type WebLogin, type WebVisitor } from "./web_login.tsx";

export { endWebSessions } from "./sessions.ts";
export { openWebLogin, type WebLogin } from "./web_login.tsx";

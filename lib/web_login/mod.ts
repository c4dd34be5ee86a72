export { openWebLogin, type WebLogin } from "./web_login.tsx";

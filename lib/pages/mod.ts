export { pageHeaders } from "./headers.ts";
export { Page, renderPage } from "./layout.tsx";

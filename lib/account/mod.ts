export { type AccountHandler, accountHandler } from "./handler.tsx";
export type { PersonData } from "./person_data.ts";
export { accountVisitors } from "./visitors.ts";

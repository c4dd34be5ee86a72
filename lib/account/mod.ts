export { type AccountHandler, accountHandler } from "./handler.tsx";
export type { DataContext } from "./context.ts";
export type { PersonData } from "./person_data.ts";
export { accountVisitors } from "./visitors.ts";

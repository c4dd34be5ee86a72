/** What every client did: kept for 90 days, and never any text. */
export {
  type Activity,
  type ActivityLog,
  type ActivityOptions,
  type Call,
  openActivity,
} from "./activity.ts";
export type { ActivityPage, ActivityQuery, ActivityRecord } from "./list_activity.ts";

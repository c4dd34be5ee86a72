export { SHOWN_IN_TIMELINE, TIMELINE_APP } from "./timeline.ts";

/** What is done to a job, in the order in which it comes: the worker loads it with the first one. */
export { openSource } from "./sources/open_source.ts";
export { look } from "./run/look.ts";
export { take } from "./run/take.ts";
export { undo } from "./run/undo.ts";

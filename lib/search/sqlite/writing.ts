/** What puts entries into an index, beside what finds them there. */
export { toDocuments } from "../index/document.ts";
export { writeStep } from "../index/write_step.ts";
export { writerOf } from "./writer.ts";

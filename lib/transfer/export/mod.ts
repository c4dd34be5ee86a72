/** A journal, or a part of it, as a zip. */
export { dayOneZip } from "./day_one/day_one_zip.ts";
export { exportZip, type ZipOptions } from "./export_zip.ts";
export { followExport, type Reached } from "./follow_export.ts";
export { measure, type Measured } from "./measure.ts";
export { type Selected, selectIds } from "./select.ts";

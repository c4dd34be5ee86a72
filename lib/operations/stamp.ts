/** A time as part of a file's name, in UTC: `2026-05-17T12-00-00Z`. */
export function stamp(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, "").replaceAll(":", "-");
}

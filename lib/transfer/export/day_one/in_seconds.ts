/** A time as Day One writes it: without fractions of a second. */
export function inSeconds(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}

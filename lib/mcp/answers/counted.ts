/** A number with what it counts, such as `1 entry` or `0 entries`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

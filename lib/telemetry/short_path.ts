/** Returns a path as it may be logged: deeper segments name interactions and their owners. */
export function shortPath(path: string): string {
  return path.split("/").slice(0, 3).join("/");
}

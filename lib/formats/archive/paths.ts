/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The name without its ending. */
export function stemOf(path: string): string {
  return nameOf(path).replace(/\.[^.]*$/, "");
}

/** The folder of a path, with a slash at its end; empty at the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** The ending of a name in lower case, without its dot. */
export function endingOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1].toLowerCase() ?? "";
}

/** A path relative to a folder, without dots; undefined if it leads out of the archive. */
export function resolvePath(folder: string, path: string): string | undefined {
  const parts: string[] = path.startsWith("/") ? [] : folder.split("/").filter(Boolean);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

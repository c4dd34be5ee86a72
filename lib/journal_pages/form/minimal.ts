/** A script without its comments and its indentation: each page has all of it. */
export function minimal(script: string): string {
  return script.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//") && !/^\/?\*/.test(line))
    .join("\n");
}

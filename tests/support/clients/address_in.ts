import type { Json } from "./json.ts";

/** The address of the file in what get_attachment has answered. */
export function addressIn(content: readonly Json[]): string {
  const link = content.find(({ type, uri }) => type === "resource_link" && uri.startsWith("http"));
  if (!link) throw new Error(`There is no address in ${JSON.stringify(content)}`);
  return link.uri;
}

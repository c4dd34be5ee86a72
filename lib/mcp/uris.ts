/** The addresses of resources whose URI has an id in it; as templates, RFC 6570. */
export const ENTRY_TEMPLATE = "epicme://entries/{id}";
export const TAG_TEMPLATE = "epicme://tags/{id}";
export const ATTACHMENT_TEMPLATE = "epicme://attachments/{id}";
export const TAGS_URI = "epicme://tags";

/** The URI of an entry. */
export function entryUri(id: string): string {
  return ENTRY_TEMPLATE.replace("{id}", id);
}

/** The URI of a tag. */
export function tagUri(id: string): string {
  return TAG_TEMPLATE.replace("{id}", id);
}

/** The id of an attachment in its URI, as models copy it; an id as it is. */
export function attachmentIdIn(named: string): string {
  const start = attachmentUri("");
  return named.startsWith(start) ? named.slice(start.length) : named;
}

/** The id of the entry to which the attachment of an id belongs; another id as it is. */
export function entryIdIn(id: string): string {
  return id.split("_")[0];
}

/** The URI of an attachment. */
export function attachmentUri(id: string): string {
  return ATTACHMENT_TEMPLATE.replace("{id}", id);
}

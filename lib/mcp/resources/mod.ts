import { isTemplate, matchUri, type Resource } from "../define/resource.ts";
import { attachment } from "./attachment.ts";
import { currentUser } from "./current_user.ts";
import { entry } from "./entry.ts";
import { tag } from "./tag.ts";
import { tags } from "./tags.ts";
import { timeline } from "./timeline.ts";

/** Every resource and template, in the order in which they are listed. */
export const RESOURCES: readonly Resource[] = [currentUser, tags, tag, entry, attachment, timeline];

/** A resource with the id in the URI that named it, empty where it is no template. */
export interface FoundResource {
  resource: Resource;
  id: string;
}

/** Returns the resource that `uri` names and the id in it, if there is one of that form. */
export function findResource(uri: string): FoundResource | undefined {
  for (const resource of RESOURCES) {
    const id = matchUri(resource, uri);
    if (id !== undefined) return { resource, id };
  }
}

/** Returns the template whose URI is written so, if there is one. */
export function findTemplate(uriTemplate: string): Resource | undefined {
  return RESOURCES.find((resource) => isTemplate(resource) && resource.uri === uriTemplate);
}

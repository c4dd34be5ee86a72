import type { Resource as ListedResource } from "@modelcontextprotocol/server";
import { declaredPart } from "./declared_part.ts";
import type { z } from "zod";
import type { Scope } from "../../scopes.ts";
import type { Completer } from "./completer.ts";
import type { RequestContext } from "./request_context.ts";

/** What reading a resource gives: a text, or bytes in base64. */
export type ResourceContent =
  | { mimeType: string; text: string; _meta?: Record<string, unknown> }
  | { mimeType: string; blob: string };

/** A page of resources; `nextCursor` is absent on the last one. */
export interface ResourcePage {
  resources: ListedResource[];
  nextCursor?: string;
}

/** One resource, or all that a URI template with one variable `{id}` names (RFC 6570). */
export interface Resource {
  /** For programs, also as the name of the operation. */
  name: string;
  title: string;
  description: string;
  mimeType: string;
  /** The URI, or a template that ends in `{id}`. */
  uri: string;
  /** Every scope that reading it needs, and seeing that it exists. */
  scopes: readonly Scope[];
  /** What of the journal changes it. Clients that listen to it hear of each such change. */
  changesWith?: "entries" | "tags";
  /** What the id can be, as far as it is typed. */
  completeId?: Completer;
  /** Reads it. Throws NotFoundError for an id that leads to nothing the viewer may see. */
  read(context: RequestContext, id: string): Promise<ResourceContent>;
  /** A page of all that a template names. */
  list?(context: RequestContext, cursor?: string): Promise<ResourcePage>;
  _meta?: Record<string, unknown>;
}

const VARIABLE = "{id}";

/** Whether `resource` is a template. */
export function isTemplate({ uri }: Resource): boolean {
  return uri.endsWith(VARIABLE);
}

/** Returns the id in `uri`, empty for a resource that is no template; undefined if it is another. */
export function matchUri(resource: Resource, uri: string): string | undefined {
  if (!isTemplate(resource)) return uri === resource.uri ? "" : undefined;
  const start = resource.uri.slice(0, -VARIABLE.length);
  const id = uri.startsWith(start) ? uri.slice(start.length) : "";
  return /^\w+$/.test(id) ? id : undefined;
}

/** `structured` as JSON. Only what the schema declares leaves the server. */
export function asJson<Output extends z.ZodType>(
  output: Output,
  structured: z.input<Output>,
) {
  return { mimeType: JSON_TYPE, text: JSON.stringify(declaredPart(output, structured)) };
}

export const JSON_TYPE = "application/json";

/** Of bytes of which nothing is known. */
export const UNKNOWN_TYPE = "application/octet-stream";

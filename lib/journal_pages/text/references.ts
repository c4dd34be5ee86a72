import { isId } from "../../ids.ts";
import type { Attachment } from "../../journal/mod.ts";
import { entryPath, filePath, type PreviewSize } from "../../pages/journal_paths.ts";

/** What a text can refer to in the journal itself. */
export interface Surroundings {
  /** The files of the entry. A text names them as imports do: `![a tree](tree.jpg)`. */
  attachments?: readonly Attachment[];
  /** How large its pictures are shown: small ones wait until they come into sight. */
  pictures?: PreviewSize;
}

/** Where a link of a text leads to. */
export type Target =
  | { kind: "entry"; href: string }
  | { kind: "file"; href: string; attachment: Attachment }
  | { kind: "elsewhere"; href: string };

/** Addresses of others; nothing else leads out of the journal. */
const ELSEWHERE = /^(?:https?:\/\/[^/]|mailto:.)/i;

const OWN = /^epicme:\/\/(entries|attachments)\/([\w-]+)$/;

/** Any scheme, and addresses that a browser would read as those of another host. */
const WITH_SCHEME = /^[a-z][a-z0-9+.-]*:|^[/\\]/i;

/** Whether an address may be one of a link at all: without the journal this cannot be told better. */
export function mayBeTarget(address: string): boolean {
  return ELSEWHERE.test(address) || OWN.test(address) || !WITH_SCHEME.test(address);
}

/** What an address in a text leads to; `undefined` for anything that is no link here. */
export function targetOf(
  address: string,
  { attachments = [] }: Surroundings = {},
): Target | undefined {
  if (ELSEWHERE.test(address)) return { kind: "elsewhere", href: address };
  const [, kind, id] = OWN.exec(address) ?? [];
  if (kind === "entries") return isId(id) ? { kind: "entry", href: entryPath(id) } : undefined;
  const name = decoded(address);
  const attachment = attachments.find((each) => each.id === id || each.name === name);
  return attachment && { kind: "file", href: filePath(attachment.id), attachment };
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

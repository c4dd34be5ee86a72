import type { Journal } from "../../journal/mod.ts";
import type { Pacer } from "../../search/pacer.ts";
import type { ImportLook, LeftOut, LookedAt } from "../model.ts";
import { lookedAt } from "./looked_at.ts";
import type { Source } from "../sources/source.ts";
import { tellOf } from "./tell.ts";

/** Of a table, so that a person sees whether its columns are what they seem to be. */
const SHOWN = 3;

/** Says what is in a file and what would become of it; writes nothing. */
export async function look(
  source: Source,
  { journal, pacer, signal }: { journal: Journal; pacer: Pacer; signal: AbortSignal },
): Promise<{ look: ImportLook; leftOut: LeftOut[] }> {
  const found = { entries: 0, attachments: 0, created: 0, updated: 0, skipped: 0 };
  const leftOut: LeftOut[] = [];
  const first: LookedAt[] = [];
  let [from, to] = [Infinity, -Infinity];
  for await (const piece of source.pieces()) {
    const { pause } = pacer;
    const report = await journal.importPiece(piece, { dryRun: true, pause, signal });
    found.attachments += piece.attachments;
    for (const kind of ["created", "updated", "skipped"] as const) found[kind] += report[kind];
    for (const { entry } of piece.groups) {
      if (!entry) continue;
      found.entries++;
      if (source.table && first.length < SHOWN) first.push(lookedAt(entry));
      from = Math.min(from, entry.values.occurredAt);
      to = Math.max(to, entry.values.occurredAt);
    }
    leftOut.push(...tellOf(piece, report));
  }
  const when = found.entries > 0 ? { from, to } : {};
  const shown = source.table ? { first } : {};
  return { look: { format: source.format, ...found, ...when, ...shown }, leftOut };
}

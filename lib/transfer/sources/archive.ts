import { type Archive, type FormatId, FORMATS, readArchive } from "../../formats/mod.ts";
import type { EntryGroup } from "../../journal/mod.ts";
import { fileEntries } from "../../journal/portability/mod.ts";
import type { LeftOut } from "../model.ts";
import { ENTRIES_PER_PIECE, type Source, type SourceOptions, type SourcePiece } from "./source.ts";
import { tableOf } from "./table.ts";

/** Opens a file of another app, or a zip of them. */
export async function openForeign(
  archive: Archive,
  { format, options: { journal, timeZone, mapping } }: { format: FormatId; options: SourceOptions },
): Promise<Source> {
  const zone = timeZone
    ? { name: timeZone, source: "call" as const }
    : { name: await journal.timeZone(), source: "person" as const };
  const table = format === "csv" ? await tableOf(archive, mapping) : undefined;
  const readOptions = { format, timeZone: zone.name, mapping: table?.mapping };
  return {
    table,
    format: FORMATS[format].name,
    close: () => archive.close(),
    async *pieces() {
      const toEntry = fileEntries({ zone });
      let piece = emptyPiece();
      let index = 0;
      // Before the person has chosen there is nothing to be seen of it.
      if (table?.problem) return;
      for await (const item of readArchive(archive, readOptions)) {
        if (item.kind === "skipped") {
          piece.leftOut.push({ what: item.what, why: item.why });
        } else if (item.kind === "entry") {
          const { group, problem, notes } = toEntry(item, index++);
          const told = (why: string): LeftOut => ({ what: item.title, why });
          if (problem) piece.leftOut.push(told(problem.reason));
          piece.leftOut.push(
            ...notes.map(({ reason }) => ({ ...told(reason), isNote: true as const })),
          );
          if (group) {
            piece.groups.push(group);
            piece.attachments += item.attachments.length;
            if (item.attachments.length > 0) piece.files.set(group.id, item.attachments);
          }
        }
        if (piece.groups.length + piece.leftOut.length < ENTRIES_PER_PIECE) continue;
        yield piece;
        piece = emptyPiece();
      }
      yield piece;
    },
  };
}

type GrowingPiece = Required<Omit<SourcePiece, "tags" | "groups">> & { groups: EntryGroup[] };

function emptyPiece(): GrowingPiece {
  return { groups: [], leftOut: [], attachments: 0, files: new Map() };
}

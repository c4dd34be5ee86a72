import { type Archive, readArchive } from "../../formats/mod.ts";
import { epicmeDocument } from "../../formats/readers/epicme.ts";
import { jsonValues } from "../../formats/text/json_stream.ts";
import { piecesOf } from "./document.ts";
import type { Source, SourceOptions, SourcePiece } from "./source.ts";

/** What is read at once: an entry stays together with its revisions, which follow it. */
const RECORDS_AT_ONCE = 200;
const CHARACTERS_AT_ONCE = 4_000_000;

/**
 * Opens a document of ours of any length, also the one of our own zip. It is read as a stream, and its
 * records go to the journal in runs, each a document of its own.
 */
export async function openRecords(
  archive: Archive,
  { journal, timeZone }: SourceOptions,
): Promise<Omit<Source, "close">> {
  const formatVersion = await versionOf(archive);
  const read = async (records: readonly unknown[]) => {
    const document = JSON.stringify({ format: "epicme-journal", formatVersion, records });
    return piecesOf(await journal.readDocument({ format: "epicme", document, timeZone }));
  };
  // One without records says whether it is of a version that is known here.
  await read([]);
  return {
    format: "EpicMe",
    async *pieces(): AsyncIterable<SourcePiece> {
      let records: unknown[] = [];
      let characters = 0;
      const options = { format: "epicme", timeZone: timeZone ?? "UTC" } as const;
      for await (const item of readArchive(archive, options)) {
        if (item.kind === "skipped") {
          const { what, why } = item;
          yield { groups: [], leftOut: [{ what, why }], attachments: 0 };
        }
        if (item.kind !== "record") continue;
        const isFull = records.length >= RECORDS_AT_ONCE || characters >= CHARACTERS_AT_ONCE;
        if (isFull && isEntry(item.record)) {
          yield* await read(records);
          [records, characters] = [[], 0];
        }
        records.push(item.record);
        characters += JSON.stringify(item.record).length;
      }
      yield* await read(records);
    },
  };
}

function isEntry(record: unknown): boolean {
  return (record as { type?: unknown } | null)?.type === "entry";
}

async function versionOf(archive: Archive): Promise<unknown> {
  const document = epicmeDocument(archive);
  if (!document) return undefined;
  for await (const { value } of jsonValues(document, ["$.formatVersion"])) return value;
}

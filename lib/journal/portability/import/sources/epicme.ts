import { InvalidError } from "../../../errors.ts";
import { quote } from "../../../text.ts";
import { fromDocumentFields } from "../../field_values.ts";
import {
  type EntryRecord,
  exportRecord,
  FORMAT,
  FORMAT_VERSION,
  type RevisionRecord,
} from "../../format.ts";
import type { EntryGroup, ImportedDocument, ImportedValues } from "../import_model.ts";
import { eachOf, hasMember, problemOf, readJson, refuseDocument } from "./read_json.ts";

/** Reads our own JSON: a whole document, or some pages of an export as they came. */
export async function readEpicme(document: string): Promise<ImportedDocument> {
  const { records, isWhole } = await readRecords(document);
  let isOurs = isWhole;
  const groups = new Map<string, EntryGroup>();
  const read: ImportedDocument = { tags: [], groups: [], problems: [], notes: [] };
  const groupOf = (id: string) => {
    const group = groups.get(id) ?? { id, revisions: [] };
    groups.set(id, group);
    return group;
  };
  for await (const [index, record] of eachOf(records)) {
    const { success, data, error } = exportRecord.safeParse(record);
    isOurs ||= success;
    if (record === undefined) {
      const reason = "This line is not a whole record";
      read.problems.push({ index, reason, code: "invalid" });
    } else if (!success) read.problems.push(problemOf(error, index));
    else if (data.type === "tag") {
      const { id, name, description, privateDescription } = data;
      const times = { createdAt: ms(data.createdAt), updatedAt: ms(data.updatedAt) };
      read.tags.push({ index, id, name, description, privateDescription, ...times });
    } else {
      try {
        addTo(groupOf(data.type === "entry" ? data.id : data.entryId), data, index);
      } catch (error) {
        if (!(error instanceof InvalidError)) throw error;
        read.problems.push({ index, reason: error.message, code: error.code });
      }
    }
  }
  return isOurs ? { ...read, groups: [...groups.values()] } : refuse();
}

function addTo(group: EntryGroup, record: EntryRecord | RevisionRecord, index: number): void {
  const { id, version, client } = record;
  const values = valuesOf(record);
  if (record.type === "revision") {
    const { savedAt, replacedBy } = record;
    group.revisions.push({ index, id, values, version, savedAt: ms(savedAt), client, replacedBy });
    return;
  }
  if (group.entry) throw new InvalidError(`Entry ${quote(id)} is in the document twice`, "");
  const { createdAt, updatedAt, trashedAt, purgeAfter, sourceDigest, sourceParts } = record;
  group.entry = {
    ...{ index, id, values, version, client, sourceDigest, sourceParts, isForeign: false },
    createdAt: ms(createdAt),
    updatedAt: ms(updatedAt),
    trashedAt: trashedAt === undefined ? undefined : ms(trashedAt),
    purgeAfter: purgeAfter === undefined ? undefined : ms(purgeAfter),
  };
}

function valuesOf(record: EntryRecord | RevisionRecord): ImportedValues {
  const content = record.content ?? fromBase64(record.contentBase64 ?? "");
  const { tags, attachments } = record;
  return { ...fromDocumentFields(record), content, tags, attachments };
}

/** The records of a whole document, of a list, or of what may be lines of a document. */
async function readRecords(document: string): Promise<{ records: unknown[]; isWhole: boolean }> {
  const whole = readJson(document);
  if (whole !== undefined) {
    const alone = Array.isArray(whole) ? whole : [whole];
    if (alone.some((record) => hasMember(record, "type"))) {
      return { records: alone, isWhole: false };
    }
    const { records } = readHeader(whole) as { records?: unknown };
    if (hasMember(records, "type")) return { records: [records], isWhole: true };
    return Array.isArray(records) ? { records, isWhole: true } : refuse();
  }
  const lines = document.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && line !== "," && line !== "]}");
  if (lines[0]?.endsWith('"records":[')) readHeader(readJson(`${lines.shift()}]}`));
  const records: unknown[] = [];
  for await (const [, line] of eachOf(lines)) {
    records.push(readJson(line.replace(/^,/, "").replace(/,$/, "")));
  }
  return { records, isWhole: false };
}

function readHeader(document: unknown): object {
  const header = (document ?? {}) as Record<string, unknown>;
  if (header.format !== FORMAT) refuse();
  if (header.formatVersion !== FORMAT_VERSION) {
    throw new InvalidError(
      `The document has version ${quote(JSON.stringify(header.formatVersion) ?? "")} of its format`,
      `Import it where it was exported: only version ${FORMAT_VERSION} is known here`,
    );
  }
  return header;
}

function refuse(): never {
  return refuseDocument(
    "a JSON export of EpicMe, nor a page of one",
    "Give the document as export_journal has returned it, or name its right format",
  );
}

function fromBase64(text: string): string {
  try {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return decoder.decode(Uint8Array.fromBase64(text));
  } catch {
    throw new InvalidError("contentBase64 is not base64", "");
  }
}

function ms(time: string): number {
  return Date.parse(time);
}

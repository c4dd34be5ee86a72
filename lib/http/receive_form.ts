import { Busboy, type BusboyConfig } from "@fastify/busboy";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A connection on which nothing comes for so long is given up, in milliseconds. */
const IDLE_MS = 60_000;

/** A form that is none, breaks off, or has more than it may. */
export class BrokenFormError extends Error {
  override readonly name = "BrokenFormError";
}

/** A file in a form, to be read to its end or left alone. */
export interface FormFile {
  name: string;
  /** What the browser says of it. */
  type: string;
  stream: Readable;
}

/** What a form with files may have. */
export type FormLimits = NonNullable<BusboyConfig["limits"]>;

/** What is done with a form as it comes in. */
export interface FormReader {
  limits: FormLimits;
  /** How long all fields together may be, in UTF-16; as the limits have it unless given. */
  maxFieldUnits?: number;
  /**
   * Takes a file; `fields` came before it. What it throws ends the reading, and is thrown. Files
   * without a name, as browsers send them where none is chosen, are left out.
   */
  take(file: FormFile, fields: URLSearchParams): Promise<void>;
}

/**
 * Reads a form without files. Throws BrokenFormError where it has more than `maxFields`: each of them
 * can cost more than its few bytes.
 */
export function parseForm(body: string, { maxFields }: { maxFields: number }): URLSearchParams {
  // Counted before they are taken apart: that alone takes a second for a million of them.
  for (let at = -1, fields = 1; (at = body.indexOf("&", at + 1)) >= 0; fields++) {
    if (fields === maxFields) throw new BrokenFormError("The form has too many parts");
  }
  return new URLSearchParams(body);
}

/**
 * Reads a form with files (RFC 7578), file by file, never one whole in memory, and returns its
 * fields. Throws BrokenFormError, and what `take` throws.
 */
export async function receiveForm(
  request: Request,
  { limits, maxFieldUnits = Infinity, take }: FormReader,
): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  const parser = parserOf(request, limits);
  let taking: Promise<void> = Promise.resolve();
  let fieldUnits = 0;
  const files: Readable[] = [];
  let refusal: { error: unknown } | undefined;
  const refuse = (error: unknown) => {
    refusal ??= { error };
    parser.destroy(new Error("The form is not taken"));
  };
  parser.on("field", (name, value, isNameCut, isCut) => {
    if (isNameCut || isCut) refuse(new BrokenFormError(`The field ${name} is too long`));
    fieldUnits += name.length + value.length;
    if (fieldUnits > maxFieldUnits) return refuse(new BrokenFormError("The form is too long"));
    fields.append(name, value);
  });
  for (const event of ["fieldsLimit", "partsLimit", "filesLimit"] as const) {
    parser.on(event, () => refuse(new BrokenFormError("The form has too many parts")));
  }
  parser.on("file", (_field, stream, name, _encoding, type) => {
    if (!name) return void stream.resume();
    files.push(stream);
    let isTorn = false;
    stream.on("error", ({ message }) => isTorn ||= TORN.test(message));
    taking = taking
      .then(() => refusal ? undefined : take({ name, type, stream }, fields))
      .then(() => void stream.resume())
      .catch((error) => refuse(isTorn ? new BrokenFormError(BROKEN, { cause: error }) : error));
  });
  try {
    await pipeline(Readable.from(withoutLongSilence(request)), parser);
  } catch (error) {
    const broken = new BrokenFormError(BROKEN, { cause: error });
    const reason = refusal ? refusal.error : broken;
    parser.destroy();
    // The parser leaves them open: whoever reads one would wait for the rest of it for ever.
    for (const file of files) file.destroy(broken);
    await taking;
    throw reason;
  }
  await taking;
  if (refusal) throw refusal.error;
  return fields;
}

/** What the parser says of a file whose form ends in it. */
const TORN = /^Part terminated early/;

const BROKEN = "The form did not arrive as a whole";

function parserOf({ headers }: Request, limits: FormLimits): InstanceType<typeof Busboy> {
  const type = headers.get("content-type") ?? "";
  try {
    return new Busboy({ headers: { "content-type": type }, limits });
  } catch (error) {
    throw new BrokenFormError("The form is none with files", { cause: error });
  }
}

async function* withoutLongSilence({ body }: Request): AsyncIterable<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => reject(new Error("Nothing comes any more")), IDLE_MS);
      const { done, value } = await Promise.race([reader.read(), late])
        .finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } finally {
    // Not waited for: the rest of a body that is given up may never come.
    reader.cancel().catch(() => {});
  }
}

import { Busboy } from "@fastify/busboy";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { TransferError } from "../../transfer/mod.ts";

/** A connection on which nothing comes for so long is given up, in milliseconds. */
const IDLE_MS = 60_000;

const LIMITS = { files: 1, fields: 10, fieldSize: 1_000, fieldNameSize: 100, headerPairs: 20 };

export interface FormFile {
  name: string;
  stream: AsyncIterable<Uint8Array>;
  /** The fields that came before it. */
  fields: ReadonlyMap<string, string>;
}

/**
 * Reads a form with a file (RFC 7578) and hands the file on as a stream, never whole in memory.
 * Returns whether there was one. Throws TransferError for a form that breaks off or is none, and what
 * `take` throws.
 */
export async function receiveFile(
  request: Request,
  take: (file: FormFile) => Promise<void>,
): Promise<boolean> {
  const fields = new Map<string, string>();
  const parser = parserOf(request);
  let taking: Promise<void> | undefined;
  let refusal: { error: unknown } | undefined;
  parser.on("field", (name: string, value: string) => fields.set(name, value));
  parser.on("file", (_field: string, stream: Readable, name?: string) => {
    if (!name) return void stream.resume();
    taking = take({ name, stream, fields }).catch((error) => {
      refusal = { error };
      parser.destroy(new Error("The file is not taken"));
    });
  });
  try {
    await pipeline(Readable.from(withoutLongSilence(request)), parser);
  } catch (error) {
    if (refusal) throw refusal.error;
    parser.destroy();
    await taking?.catch(() => {});
    throw new TransferError("The file did not arrive as a whole", { cause: error });
  }
  await taking;
  if (refusal) throw refusal.error;
  return taking !== undefined;
}

function parserOf({ headers }: Request): InstanceType<typeof Busboy> {
  const type = headers.get("content-type") ?? "";
  try {
    return new Busboy({ headers: { "content-type": type }, limits: LIMITS });
  } catch (error) {
    throw new TransferError("The form is none with a file", { cause: error });
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

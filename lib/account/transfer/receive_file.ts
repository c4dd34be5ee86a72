import { BrokenFormError, receiveForm } from "../../http/receive_form.ts";
import { TransferError } from "../../transfer/mod.ts";

const LIMITS = { files: 1, fields: 10, fieldSize: 1_000, fieldNameSize: 100, headerPairs: 20 };

export interface FormFile {
  name: string;
  stream: AsyncIterable<Uint8Array>;
  /** The fields that came before it. */
  fields: URLSearchParams;
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
  let isThere = false;
  try {
    await receiveForm(request, {
      limits: LIMITS,
      async take({ name, stream }, fields) {
        isThere = true;
        await take({ name, stream, fields });
      },
    });
  } catch (error) {
    if (!(error instanceof BrokenFormError)) throw error;
    throw new TransferError("The file did not arrive as a whole", { cause: error });
  }
  return isThere;
}

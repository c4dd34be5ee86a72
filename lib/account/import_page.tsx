import { RefusedRequest } from "../http/oauth_http.ts";
import { type ImportFormat, JournalError } from "../journal/mod.ts";
import type { Action } from "./actions.ts";
import type { AccountContext, SignedInRequest } from "./context.ts";
import { AccountImportPage } from "./pages/import.tsx";
import type { ShownPage } from "./reply.ts";
import { MAX_UPLOAD_MB } from "./upload.ts";

const FORMATS: readonly ImportFormat[] = ["dayone", "jrnl", "epicme"];

/** The form that takes a journal of another app, or of another server. */
export function showImport(): Promise<ShownPage> {
  return Promise.resolve({ page: <AccountImportPage /> });
}

/** Who is importing now: one file at a time for each person, so that nobody fills the memory. */
const underWay = new Set<string>();

/**
 * Imports the file that a person gives. They are at the page themselves, so nobody has to ask them,
 * however many entries there are.
 */
export const importFile: Action = async (request, context) => {
  const { subject } = request.account;
  if (underWay.has(subject)) return refuse("An import of yours is under way. Wait until it ends");
  underWay.add(subject);
  try {
    return await importUpload(request, context);
  } finally {
    underWay.delete(subject);
  }
};

async function importUpload(
  { account, upload }: SignedInRequest,
  { dataOf }: AccountContext,
): Promise<ShownPage> {
  try {
    const sent = await upload();
    const format = FORMATS.find((name) => name === sent?.fields.get("format"));
    if (!sent || !format || sent.document === "") return refuse("Choose a file and its format");
    if (sent.document.startsWith("PK")) {
      return refuse("This is a zip archive. Unpack it and choose the JSON file in it");
    }
    const { journal } = dataOf(account.subject);
    const timeZone = sent.fields.get("timeZone")?.trim() || undefined;
    const result = await journal.importEntries({ format, document: sent.document, timeZone });
    return { page: <AccountImportPage result={result} /> };
  } catch (error) {
    if (error instanceof JournalError) return refuse(`${error.message}. ${error.advice}`);
    if (!(error instanceof RefusedRequest)) throw error;
    const { status } = error.response;
    const problem = status === 413
      ? `The file is larger than ${MAX_UPLOAD_MB} MB`
      : "The file did not arrive as a whole";
    return { ...refuse(problem), status };
  }
}

function refuse(problem: string): ShownPage {
  return { page: <AccountImportPage problem={problem} />, status: 400 };
}

import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { InvalidError } from "../../journal/mod.ts";
import { ReadOnlyError } from "../../kv/read_only.ts";
import { ForgedPage } from "../../pages/message.tsx";
import { timeZoneNamed } from "../../time.ts";
import { TransferError, UploadTooLargeError } from "../../transfer/mod.ts";
import type { DataAction } from "../data_action.ts";
import type { DataContext, DataRequest } from "../context.ts";
import type { Reply } from "../reply.ts";
import { hasFormToken, TOKEN_FIELD } from "./form_token.ts";
import { showImport } from "./import_page.tsx";
import { readMapping } from "./read_mapping.ts";
import { receiveFile } from "./receive_file.ts";

class ForgedFormError extends Error {
  override name = "ForgedFormError";
}

/** Takes a file with the form of the page, without script. */
export const uploadFile: DataAction = async (request, context) => {
  const { transfers } = context.dataOf(request.account.subject);
  return await orProblem(request, context, async () => {
    const isThere = await receiveFile(request.request, async ({ name, stream, fields }) => {
      if (!hasFormToken(request, fields.get(TOKEN_FIELD))) throw new ForgedFormError();
      await transfers.receive(stream, name);
    });
    if (!isThere) throw new TransferError("Choose a file");
  });
};

/** Looks at a table once more, with the columns that the person has chosen. */
export const chooseColumns: DataAction = withToken(async ({ form, account }, { dataOf }) => {
  const { transfers } = dataOf(account.subject);
  const { columns = [] } = (await transfers.current())?.table ?? {};
  await transfers.mapColumns(readMapping(form, columns));
});

/** Imports the file that was looked at, as the person has chosen. */
export const beginImport: DataAction = withToken(({ form, account }, { dataOf }) => {
  const timeZone = form.get("timeZone")?.trim() || undefined;
  if (timeZone !== undefined && timeZoneNamed(timeZone) === undefined) {
    throw new TransferError("There is no such time zone");
  }
  return dataOf(account.subject).transfers.begin({
    timeZone,
    allPrivate: form.get("allPrivate") === "yes",
    keepsExisting: form.get("existing") === "keep",
  });
});

/** Ends what is under way. */
export const stopImport: DataAction = withToken(({ account }, { dataOf }) =>
  dataOf(account.subject).transfers.cancel()
);

/** Undoes an import. */
export const undoImport: DataAction = withToken(({ form, account }, { dataOf }) =>
  dataOf(account.subject).transfers.undo(form.get("id") ?? "")
);

function withToken(
  work: (request: DataRequest, context: DataContext) => Promise<void>,
): DataAction {
  return async (request, context) => {
    return await orProblem(request, context, async () => {
      if (!hasFormToken(request, request.form.get(TOKEN_FIELD))) throw new ForgedFormError();
      await work(request, context);
    });
  };
}

/** What cannot be done is said on the page; what was done leads to the page as it is then. */
async function orProblem(
  request: DataRequest,
  context: DataContext,
  work: () => Promise<void>,
): Promise<Reply> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ForgedFormError) return { page: <ForgedPage />, status: 403 };
    const problem = problemOf(error, context);
    if (problem === undefined) throw error;
    const status = error instanceof UploadTooLargeError ? 413 : 400;
    return { ...await showImport(request, context, problem), status };
  }
  return { to: ACCOUNT_PATHS.import };
}

function problemOf(error: unknown, { uploads }: DataContext): string | undefined {
  if (error instanceof TransferError) return error.message;
  if (error instanceof InvalidError) return `${error.message}. ${error.advice}`;
  if (error instanceof UploadTooLargeError) {
    return `The file is larger than ${Math.floor(uploads.maxBytes / 1024 / 1024)} MB`;
  }
  const isFull = error instanceof Error && "code" in error && error.code === "ENOSPC";
  if (isFull || error instanceof ReadOnlyError) {
    return "There is no room for the file on this server now";
  }
  return undefined;
}

import { noticeText } from "../notices.ts";
import type { DataContext, DataRequest } from "../context.ts";
import { ImportPage } from "../pages/transfer/import.tsx";
import { ImportResultPage } from "../pages/transfer/result.tsx";
import { IMPORT_SCRIPT } from "../pages/transfer/script.ts";
import { MessagePage } from "../../pages/message.tsx";
import type { ShownPage } from "../reply.ts";
import { canBeUndone, TOLD_AT_ONCE } from "../../transfer/mod.ts";
import { formToken } from "./form_token.ts";

/** Where an import is, and what a person can do about it. */
export async function showImport(
  request: DataRequest,
  context: DataContext,
  problem?: string,
): Promise<ShownPage> {
  const { account, cookies } = request;
  const { transfers, preferences: readPreferences } = context.dataOf(account.subject);
  const [current, past, preferences] = await Promise.all([
    transfers.current(),
    transfers.past(),
    readPreferences(),
  ]);
  const told = current?.state === "ready" ? await transfers.told(current.id, 0) : [];
  const page = (
    <ImportPage
      current={current}
      past={past.map((job) => ({ job, isUndoable: canBeUndone(job, context.now()) }))}
      told={told}
      preferences={preferences}
      maxBytes={context.uploads.maxBytes}
      token={formToken(request)}
      notice={noticeText(cookies.notice)}
      problem={problem}
    />
  );
  return { page, script: IMPORT_SCRIPT, status: problem ? 400 : 200 };
}

/** Everything that an import has left out, page by page. */
export async function showImportResult(
  request: DataRequest,
  context: DataContext,
): Promise<ShownPage> {
  const { account, query } = request;
  const { transfers, preferences: readPreferences } = context.dataOf(account.subject);
  const job = await transfers.find(query.get("id") ?? "");
  if (!job) {
    const message = "There is no such import, or it was more than 30 days ago.";
    return { page: <MessagePage title="Nothing to show" message={message} />, status: 404 };
  }
  const wanted = Number(query.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(job.told / TOLD_AT_ONCE));
  const n = Number.isInteger(wanted) && wanted >= 1 && wanted <= last ? wanted : 1;
  const [told, preferences] = await Promise.all([transfers.told(job.id, n - 1), readPreferences()]);
  return {
    page: <ImportResultPage job={job} told={told} page={n} last={last} preferences={preferences} />,
  };
}

import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { DataAction } from "../data_action.ts";
import * as actions from "./actions.ts";
import { showActivity, showTrash } from "./pages.tsx";
import { limited, withToken } from "./limited.tsx";
import { exportFile, measureExport, showExport, showProgress } from "../transfer/export_page.tsx";
import * as importActions from "../transfer/import_actions.tsx";
import { showImport, showImportResult } from "../transfer/import_page.tsx";

/** The pages about a person's data that are the same wherever the person signs in. */
export const DATA_PAGES = {
  [ACCOUNT_PATHS.trash]: limited(showTrash),
  [ACCOUNT_PATHS.activity]: limited(showActivity),
  [ACCOUNT_PATHS.import]: (request, context) => showImport(request, context),
  [ACCOUNT_PATHS.importResult]: limited(showImportResult),
  [ACCOUNT_PATHS.export]: limited((request, context) => showExport(request, context)),
  [ACCOUNT_PATHS.exportProgress]: showProgress,
} satisfies Record<string, DataAction>;

/** Their forms, each with the token of the session. */
export const DATA_ACTIONS: Record<string, DataAction> = {
  [ACCOUNT_PATHS.timeZone]: withToken(limited(actions.setTimeZone)),
  [ACCOUNT_PATHS.dates]: withToken(limited(actions.setDates)),
  [ACCOUNT_PATHS.download]: withToken(limited(actions.download, "downloads")),
  [ACCOUNT_PATHS.import]: limited(importActions.uploadFile, "imports"),
  [ACCOUNT_PATHS.importColumns]: limited(importActions.chooseColumns),
  [ACCOUNT_PATHS.importBegin]: limited(importActions.beginImport),
  [ACCOUNT_PATHS.importStop]: limited(importActions.stopImport),
  [ACCOUNT_PATHS.importUndo]: limited(importActions.undoImport),
  [ACCOUNT_PATHS.export]: limited(exportFile, "downloads"),
  [ACCOUNT_PATHS.exportMeasure]: limited(measureExport),
  [ACCOUNT_PATHS.restore]: withToken(limited(actions.restore)),
  [ACCOUNT_PATHS.purge]: withToken(limited(actions.purge)),
};

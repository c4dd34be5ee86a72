import type { Config } from "../../config.ts";
import type { JobThreadOptions } from "../../transfer/mod.ts";
import { journalsPlace, uploadDirectory } from "../places.ts";

/** What the thread of imports has to know to open what it needs: thread.ts does. */
export interface ImportPlaces {
  /** The file of the journals. */
  journals: string;
  uploads: string;
  /** What is configured, without what cannot be sent to another thread. */
  config:
    & Pick<Config, "kvUrl" | "dataDir" | "blobUrl" | "blobKey" | "onDenoDeploy" | "timeZone">
    & Pick<Config, "attachmentsMaxBytes" | "importMaxMb">;
}

/** Where imports go on, and what is needed there. */
export type ImportThread = Pick<JobThreadOptions, "module" | "data">;

const MODULE = new URL("./thread.ts", import.meta.url);

/**
 * Returns the thread for imports; `undefined` where journals are not in a file, which is what another
 * thread can open, too.
 */
export function importThread(config: Config): ImportThread | undefined {
  const { kvUrl, dataDir, blobUrl, blobKey, onDenoDeploy, timeZone } = config;
  const { attachmentsMaxBytes, importMaxMb } = config;
  const uploads = uploadDirectory(config);
  const journals = journalsPlace(config);
  if (kvUrl || journals === undefined || uploads === undefined) return undefined;
  const data: ImportPlaces = {
    ...{ journals, uploads },
    config: {
      ...{ kvUrl, dataDir, blobUrl, blobKey, onDenoDeploy, timeZone },
      ...{ attachmentsMaxBytes, importMaxMb },
    },
  };
  return { module: MODULE, data };
}

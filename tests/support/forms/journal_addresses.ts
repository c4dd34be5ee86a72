import assert from "node:assert/strict";

/** What of somebody's journal the paths of its pages name. */
export interface Ids {
  entry: string;
  file: string;
  digest: string;
  draft: string;
}

const NOBODYS = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/** Ids of nothing that there is. */
export const NOBODYS_IDS: Ids = {
  ...{ entry: NOBODYS, file: `${NOBODYS}_0123456789abcdef0123`, draft: NOBODYS },
  digest: "0".repeat(64),
};

/** Values of the names in paths; a name that is missing here fails, so that no route is left out. */
const PARAMS: Readonly<Record<string, (ids: Ids) => string[]>> = {
  "/journal/entries": ({ entry }) => [entry],
  "/journal/files": ({ file }) => [file],
  "/journal/drafts": ({ draft }) => [draft],
  ":id{new_[0-9a-f]+}": ({ digest }) => [`new_${digest}`],
  ":version": () => ["1", "2?before=1"],
  ":size": () => ["small", "large"],
  ":day": () => ["2026-05-05"],
  ":period": () => ["2026", "2026-05"],
};

/** All addresses that a path of the tables stands for, with the ids of somebody. */
export function addressesOf(path: string, ids: Ids): string[] {
  return path.split("/").reduce<string[]>((addresses, part) => {
    if (!part.startsWith(":")) return addresses.map((address) => part ? `${address}/${part}` : "");
    return addresses.flatMap((address) => {
      const values = PARAMS[part] ?? PARAMS[address];
      assert(values, `${path}: tell here what ${part} can be`);
      return values(ids).map((value) => `${address}/${value}`);
    });
  }, [""]).filter((address) => !/\?.*\//.test(address));
}

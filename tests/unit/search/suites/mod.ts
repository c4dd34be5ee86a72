import type { Backend } from "../helpers.ts";
import { asking } from "./asking.ts";
import { filters } from "./filters.ts";
import { follow } from "./follow.ts";
import { pages } from "./pages.ts";
import { privacy } from "./privacy.ts";
import { quality } from "./quality.ts";
import { queries } from "./queries.ts";
import { ranking } from "./ranking.ts";

/** What every kind of index must do, as tests that are registered for one of them. */
export const SUITES: readonly ((backend: Backend) => void)[] = [
  queries,
  asking,
  filters,
  ranking,
  privacy,
  pages,
  follow,
  quality,
];

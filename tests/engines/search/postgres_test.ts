import { postgres, withPostgres } from "../../unit/search/backends.ts";
import { SUITES } from "../../unit/search/suites/mod.ts";

withPostgres();
for (const suite of SUITES) suite(postgres);

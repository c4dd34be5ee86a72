import { postgres, withPostgres } from "./backends.ts";
import { SUITES } from "./suites/mod.ts";

withPostgres();
for (const suite of SUITES) suite(postgres);

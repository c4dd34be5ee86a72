import { sqlite } from "./backends.ts";
import { SUITES } from "./suites/mod.ts";

for (const suite of SUITES) suite(sqlite);

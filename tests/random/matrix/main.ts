import { runMatrix } from "./matrix.ts";
import { table } from "./table.ts";

const cells = await runMatrix();
const wrong = cells.filter(({ actual, wanted }) => actual !== wanted);

console.log(table(cells));
console.log(`\n${cells.length} requests, ${wrong.length} answered otherwise than the rules say`);
Deno.exit(wrong.length === 0 ? 0 : 1);

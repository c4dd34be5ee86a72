import { compare, playRound } from "./compare.ts";
import { startContenders } from "./contenders.ts";
import { fillJournal } from "./fill_journal.ts";
import { question } from "./operations.ts";
import { readOptions } from "./options.ts";
import { claim, type Row, table } from "./report.ts";
import { createTargets } from "./targets.ts";
import { ERAS } from "./tool_call.ts";

/*
 * `deno task bench [--quick] [--only <tool>]...` compares this server with a server of the MCP SDK
 * that only echoes, and that one with bare `Deno.serve`. Machines differ and are never idle, so
 * what counts is the ratios. Fails if any answer is not the right one.
 */
const CONNECTIONS = [1, 16];

const { operations, rounds, turnMs, warmUpMs } = readOptions(Deno.args);
await using contenders = await startContenders();
const ids = await fillJournal(contenders.ours);

const rows: Row[] = [];
for (const tool of operations) {
  for (const era of ERAS) {
    const targets = await createTargets(contenders, { tool, era, question: question(tool, ids) });
    await playRound(targets, { connections: Math.max(...CONNECTIONS), turnMs: warmUpMs });
    for (const connections of CONNECTIONS) {
      console.error(`${tool}, ${era}, ${connections} connection(s) ...`);
      const comparison = await compare(targets, { connections, rounds, turnMs });
      rows.push({ operation: tool, era, connections, ...comparison });
    }
  }
}

console.log(`\n${table(rows)}\n
Requests a second: the median turn. Latencies: milliseconds. Ratios: the median round (lowest-highest).
${claim(rows) ?? ""}`);

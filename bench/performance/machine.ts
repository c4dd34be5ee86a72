import { table } from "./sections.ts";

/** Where and when figures were measured. */
export interface Machine {
  date: string;
  processor: string;
  cores: number;
  /** In bytes. */
  memory: number;
  system: string;
  deno: string;
  /** Of the last minute, before and after. */
  loads: number[];
}

/** Describes this machine. The processor's name is known on Linux only. */
export async function describeMachine(loads: number[]): Promise<Machine> {
  const cpuinfo = await Deno.readTextFile("/proc/cpuinfo").catch(() => "");
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: /^model name\s*:\s*(.+)$/m.exec(cpuinfo)?.[1] ?? Deno.build.arch,
    cores: navigator.hardwareConcurrency,
    memory: Deno.systemMemoryInfo().total,
    system: `${Deno.build.os} ${Deno.osRelease()}`,
    deno: Deno.version.deno,
    loads,
  };
}

/** Where and when figures were measured, for docs/performance.md. */
export function machineTable(
  { date, processor, cores, memory, system, deno, loads }: Machine,
): string {
  return table(["Measured on", date], [
    ["Processor", `${processor}, ${cores} cores`],
    ["Memory", `${(memory / 2 ** 30).toFixed(0)} GiB`],
    ["System", system],
    ["Deno", deno],
    ["Load of the machine, before and after", loads.map((load) => load.toFixed(1)).join(" and ")],
  ]);
}

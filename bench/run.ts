/*
 * `deno task bench` measures the server, `deno task bench recall` what its search finds.
 */
if (Deno.args[0] === "recall") await import("./recall/main.ts");
else await import("./main.ts");

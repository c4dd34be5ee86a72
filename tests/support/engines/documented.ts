/** The blocks of nginx in docs/operations.md below a heading, as people copy them. */
export async function nginxOf(heading: string): Promise<string> {
  const page = await Deno.readTextFile(new URL("../../../docs/operations.md", import.meta.url));
  const section = page.slice(page.indexOf(`\n${heading}\n`)).slice(1);
  const block = /```nginx\n([^]*?)```/.exec(section)?.[1];
  if (!block || !page.includes(`\n${heading}\n`)) throw new Error(`No nginx below ${heading}`);
  return block;
}

/** The same block with other ports. Each must be there. */
export function withPorts(block: string, ports: Record<number, number>): string {
  for (const from of Object.keys(ports)) {
    if (!block.includes(`127.0.0.1:${from}`)) throw new Error(`The block has no port ${from}`);
  }
  return block.replaceAll(
    /127\.0\.0\.1:(\d+)/g,
    (_, port) => `127.0.0.1:${ports[Number(port)] ?? port}`,
  );
}

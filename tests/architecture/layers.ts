const PAGE = new URL("../../docs/architecture.md", import.meta.url);

/** The layers of docs/architecture.md from the top down: in each, the places that belong to it. */
export async function readLayers(): Promise<string[][]> {
  const page = await Deno.readTextFile(PAGE);
  const table = /<!-- layers[^>]*-->([\s\S]*?)<!-- end of layers -->/.exec(page)?.[1] ?? "";
  return table.split("\n").flatMap((row) => {
    const places = [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, place]) => place);
    return places.length > 0 ? [places] : [];
  });
}

/** The place that a file belongs to: the longest one that begins its path. */
export function placeOf(file: string, layers: readonly string[][]): string | undefined {
  return layers.flat()
    .filter((place) => file === place || place.endsWith("/") && file.startsWith(place))
    .sort((a, b) => b.length - a.length)[0];
}

/** Whether a file of one place may import a file of the other: only from a layer above it. */
export function mayImport(from: string, to: string, layers: readonly string[][]): boolean {
  const layerOf = (place: string) => layers.findIndex((places) => places.includes(place));
  return from === to || layerOf(from) < layerOf(to);
}

import type { Backend } from "../helpers.ts";
export function quality(_backend: Backend): void {}

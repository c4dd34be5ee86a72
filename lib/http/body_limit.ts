import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

export interface BodyLimitOptions {
  maxBytes: number;
  /** Answers a body that is larger. */
  tooLarge(): Response;
  /** Answers a body that ends before it is complete. */
  incomplete(): Response;
}

/**
 * Limits the size of bodies. One with a `Content-Length` is judged by it, and can be read at once
 * later. Chunks are read before the next handler runs: what fails there is the client's fault.
 */
export function limitBody(
  { maxBytes, tooLarge, incomplete }: BodyLimitOptions,
): MiddlewareHandler {
  const limitChunks = bodyLimit({ maxSize: maxBytes, onError: tooLarge });
  return async (c, next) => {
    const length = c.req.header("content-length");
    if (length !== undefined) {
      if (Number(length) > maxBytes) return tooLarge();
      return await next();
    }
    let isRead = false;
    try {
      return await limitChunks(c, () => {
        isRead = true;
        return next();
      });
    } catch (error) {
      if (isRead) throw error;
      return incomplete();
    }
  };
}

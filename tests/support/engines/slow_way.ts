/** A way to a server that can be slow, or lead nowhere. */
export interface SlowWay extends AsyncDisposable {
  port: number;
  /** Milliseconds by which all that is sent from now on is late, in both directions. */
  delay: number;
  /** Refuses new connections and ends those that are open, or lets them in again. */
  close(): void;
  open(): void;
  /** Takes new connections, and never says a word on any. */
  isSilent: boolean;
}

/** Opens a way to a port of this machine. */
export function openSlowWay(to: number): SlowWay {
  let listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const open = new Set<Deno.Conn>();
  const way = {
    port,
    delay: 0,
    isSilent: false,
    close() {
      listener.close();
      for (const connection of [...open]) end(connection);
    },
    open() {
      listener = Deno.listen({ hostname: "127.0.0.1", port });
      accept();
    },
    [Symbol.asyncDispose]() {
      try {
        way.close();
      } catch {
        // It is closed already.
      }
      return Promise.resolve();
    },
  };

  function end(connection: Deno.Conn): void {
    open.delete(connection);
    try {
      connection.close();
    } catch {
      // The other side was faster.
    }
  }

  async function accept(): Promise<void> {
    for await (const near of listener) void join(near);
  }

  async function join(near: Deno.Conn): Promise<void> {
    open.add(near);
    try {
      const far = await Deno.connect({ hostname: "127.0.0.1", port: to });
      far.setNoDelay(true);
      (near as Deno.TcpConn).setNoDelay(true);
      open.add(far);
      await Promise.race([pass(near, far), pass(far, near)]);
      end(far);
    } catch {
      // Whoever is at the other end learns that the connection has ended.
    }
    end(near);
  }

  async function pass(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(65_536);
    let sent = Promise.resolve();
    for (;;) {
      const length = await from.read(buffer).catch(() => null);
      if (length === null) return await sent;
      const bytes = buffer.slice(0, length);
      const due = performance.now() + way.delay;
      sent = sent.then(async () => {
        while (way.isSilent) await new Promise((resolve) => setTimeout(resolve, 50));
        const left = due - performance.now();
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
        for (let at = 0; at < bytes.length;) at += await to.write(bytes.subarray(at));
      }).catch(() => {});
    }
  }

  accept();
  return way;
}

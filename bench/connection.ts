/** One answer as it came over the wire. Its bytes are valid until the next exchange. */
export interface Answer {
  status: number;
  /** The status line, the headers and the body. */
  bytes: Uint8Array;
  /** Where the body starts in `bytes`. */
  bodyStart: number;
  isChunked: boolean;
}

/** A kept-alive HTTP/1.1 connection that does as little as can be done for an answer. */
export interface Connection {
  /** Sends a whole request and resolves to its answer; the next one only after that. */
  exchange(request: Uint8Array): Promise<Answer>;
  close(): void;
}

/** Connects to `port` on the loopback interface. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  socket.setNoDelay(true);
  let buffer = new Uint8Array(64 * 1024);

  async function readAnswer(): Promise<Answer> {
    for (let length = 0;;) {
      if (length === buffer.length) buffer = doubled(buffer);
      const count = await socket.read(buffer.subarray(length));
      if (count === null) throw new Error("The server closed the connection");
      length += count;
      const answer = parseAnswer(buffer.subarray(0, length));
      if (answer) return answer;
    }
  }

  return {
    async exchange(request) {
      for (let sent = 0; sent < request.length;) sent += await socket.write(request.subarray(sent));
      return await readAnswer();
    },
    close: () => socket.close(),
  };
}

const CR = 13;
const latin1 = new TextDecoder("latin1");

/** Returns the answer in `bytes`, or undefined while a part of it is still under way. */
function parseAnswer(bytes: Uint8Array): Answer | undefined {
  const bodyStart = endOfHead(bytes);
  if (bodyStart === undefined) return undefined;
  const head = latin1.decode(bytes.subarray(0, bodyStart));
  const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const isComplete = length === undefined
    ? endsChunks(bytes)
    : bytes.length === bodyStart + Number(length);
  const status = Number(head.slice(9, 12));
  return isComplete ? { status, bytes, bodyStart, isChunked: length === undefined } : undefined;
}

function endOfHead(bytes: Uint8Array): number | undefined {
  for (let at = bytes.indexOf(CR); at !== -1; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 2] === CR) return at + 4 <= bytes.length ? at + 4 : undefined;
  }
  return undefined;
}

/** Nothing else ends like this: an event is JSON, which has no CR, and a blank line of LF. */
function endsChunks(bytes: Uint8Array): boolean {
  return latin1.decode(bytes.subarray(-7)) === "\r\n0\r\n\r\n";
}

function doubled(buffer: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(buffer.length * 2);
  larger.set(buffer);
  return larger;
}

/** Sends one request over a connection of its own and returns what `read` makes of the answer. */
export async function exchangeOnce<T>(
  port: number,
  request: Uint8Array,
  read: (answer: Answer) => T,
): Promise<T> {
  const connection = await openConnection(port);
  try {
    return read(await connection.exchange(request));
  } finally {
    connection.close();
  }
}

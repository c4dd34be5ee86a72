import { freePort } from "../programs/free_port.ts";

/** An S3-compatible store on loopback. */
export interface S3Server extends AsyncDisposable {
  /** For `BLOB_URL`, with a bucket that is there. */
  url: string;
  /** Ends it as a crash does. */
  kill(): void;
}

/** Where moto's server is: `MOTO_SERVER`, or on the path. Undefined where it is not installed. */
export async function findMoto(): Promise<string | undefined> {
  const name = Deno.env.get("MOTO_SERVER") ?? "moto_server";
  try {
    const { success } = await new Deno.Command(name, {
      args: ["--help"],
      stdout: "null",
      stderr: "null",
    })
      .output();
    return success ? name : undefined;
  } catch {
    return undefined;
  }
}

/** Starts moto's S3 (`pip install "moto[server]"`), which keeps what it has in memory. */
export async function startS3(program: string): Promise<S3Server> {
  const port = await freePort();
  const child = new Deno.Command(program, {
    args: ["-H", "127.0.0.1", "-p", String(port)],
    stdout: "null",
    stderr: "null",
  }).spawn();
  const origin = `http://127.0.0.1:${port}`;
  for (let attempts = 0;; attempts++) {
    try {
      // It asks for no signature, so a bucket is made by hand.
      await (await fetch(`${origin}/journals`, { method: "PUT" })).body?.cancel();
      break;
    } catch (error) {
      if (attempts === 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
  };
  return {
    url: `http://key:a%2Fsecret@127.0.0.1:${port}/journals/epicme?region=us-east-1`,
    kill,
    async [Symbol.asyncDispose]() {
      kill();
      await child.status;
    },
  };
}

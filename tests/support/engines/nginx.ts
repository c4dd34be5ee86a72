import { start } from "../programs/program.ts";

/** An nginx of its own. */
export interface Nginx extends AsyncDisposable {
  /** All that it has complained of. */
  complaints(): string;
}

const PROGRAMS = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];

export function findNginx(): string | undefined {
  return PROGRAMS.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Starts it with blocks of an `http` section, and resolves when it listens at `ports`. */
export async function startNginx(
  program: string,
  { blocks, ports }: { blocks: readonly string[]; ports: readonly number[] },
): Promise<Nginx> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-nginx-" });
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${directory}/${name};`);
  const configuration = `
daemon off;
master_process off;
pid ${directory}/pid;
error_log stderr warn;
events {}
http {
  access_log off;
  ${temporary.join("\n  ")}
  ${blocks.join("\n")}
}
`;
  await Deno.writeTextFile(`${directory}/nginx.conf`, configuration);
  const nginx = start(program, ["-p", directory, "-c", `${directory}/nginx.conf`]);
  let hasEnded = false;
  nginx.ended.then(() => hasEnded = true);
  for (const port of ports) {
    while (!await isListening(port)) {
      if (hasEnded) throw new Error(`nginx does not run:\n${nginx.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return {
    complaints: () => nginx.output,
    async [Symbol.asyncDispose]() {
      await nginx[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}

import { freePort } from "../programs/free_port.ts";
import { findPostgres, type PostgresServer, startPostgres } from "../programs/postgres.ts";
import { type ServerProcess, startProcess } from "../programs/server_process.ts";
import { type Denokv, findDenokv, startDenokv } from "./denokv.ts";
import { nginxOf, withPorts } from "./documented.ts";
import { findNginx, type Nginx, startNginx } from "./nginx.ts";

/** Two instances behind nginx, over denokv and PostgreSQL: as docs/operations.md says. */
export interface Cluster extends AsyncDisposable {
  /** What people use: nginx. */
  url: string;
  resource: string;
  instances: ServerProcess[];
  kv: Denokv;
  /** For `KV_URL`: by the proxy. */
  kvUrl: string;
  postgres: PostgresServer;
  nginx: Nginx;
  /** Kills an instance and starts it again. */
  replace(n: number): Promise<void>;
}

/** What of it is not installed here. */
export function missingOfCluster(): string[] {
  const programs = { denokv: findDenokv(), nginx: findNginx(), PostgreSQL: findPostgres() };
  return Object.entries(programs).filter(([, program]) => !program).map(([name]) => name);
}

export interface ClusterOptions {
  environment?: Record<string, string>;
  /** Where the proxies and instances reach denokv and PostgreSQL instead, by their ports. */
  ways?: (port: number) => number;
}

/** Starts all of it, and resolves when each instance answers. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { ways = (port) => port } = options;
  await using stack = new AsyncDisposableStack();
  const kv = stack.use(await startDenokv(findDenokv()!));
  const postgres = stack.use(await startPostgres(findPostgres()!));
  const [front, kvPort, ...ports] = Array.from({ length: 4 }, freePort);
  const nginx = stack.use(
    await startNginx(findNginx()!, {
      blocks: [
        withPorts(await nginxOf("### denokv"), { 4512: ways(kv.port), 4514: kvPort }),
        withPorts(await nginxOf("## More than one machine"), {
          8000: front,
          8001: ports[0],
          8002: ports[1],
        }),
      ],
      ports: [front, kvPort],
    }),
  );
  const url = `http://localhost:${front}`;
  const database = new URL(postgres.url);
  database.port = String(ways(Number(database.port)));
  const kvUrl = `http://127.0.0.1:${kvPort}`;
  const environment = {
    ...kv.environment,
    KV_URL: kvUrl,
    DATABASE_URL: database.href,
    PUBLIC_URL: url,
    TRUST_PROXY: "on",
    RATE_LIMIT_PER_MINUTE: "1000000",
    ...options.environment,
  };
  const start = async (port: number) => stack.use(await startProcess({ port, environment }));
  const instances = [await start(ports[0]), await start(ports[1])];

  const parts = stack.move();
  return {
    ...{ url, resource: `${url}/mcp`, instances, kv, kvUrl, postgres, nginx },
    async replace(n) {
      await instances[n].kill();
      instances[n] = await startProcess({ port: ports[n], environment });
      parts.use(instances[n]);
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

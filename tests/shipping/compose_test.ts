import assert from "node:assert/strict";
import { parse } from "yaml";
import { installed } from "../support/programs/install.ts";
import { preparePython } from "../support/programs/python.ts";
import { Variables } from "../../lib/variables/variables.ts";

const ROOT = new URL("../../", import.meta.url);
const text = await Deno.readTextFile(new URL("compose.yaml", ROOT));

interface Service {
  profiles: string[];
  image?: string;
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  depends_on?: Record<string, unknown> | string[];
  read_only?: boolean;
  cap_drop?: string[];
}
const { services, volumes, networks } = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: object;
  networks: Record<string, { internal?: boolean }>;
};
const all = Object.values(services);

Deno.test("each service of the compose file belongs to one of two profiles, and finds what it needs there", () => {
  for (const [name, service] of Object.entries(services)) {
    const { profiles: [profile, ...more] } = service;
    assert(["alone", "several"].includes(profile) && more.length === 0, name);
    const { depends_on: needed = [] } = service;
    for (const other of Array.isArray(needed) ? needed : Object.keys(needed)) {
      assert.deepEqual(services[other]?.profiles, [profile], `${name} needs ${other}`);
    }
    for (const network of service.networks ?? []) assert(networks[network] !== undefined, network);
    for (const volume of service.volumes ?? []) {
      const [source] = volume.split(":");
      assert(source.startsWith("./") || source in volumes, volume);
    }
  }
});

Deno.test("the compose file sets variables that the server knows, and pins every image", () => {
  const known = [...Object.keys(Variables.shape), "DENO_KV_ACCESS_TOKEN", "DENO_CERT"];
  for (const { environment = {} } of [services.alone, services.server]) {
    assert.deepEqual(Object.keys(environment).filter((name) => !known.includes(name)), []);
  }
  const { version } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT)));
  assert.equal(services.alone.image, `epicme:${version}`);
  for (const { image } of all) assert.match(image!, /:\d+\.\d+/);
});

Deno.test("nobody but nginx can be reached from elsewhere, and databases reach nothing", () => {
  const open = all.flatMap(({ ports = [] }) => ports).filter((port) => !port.startsWith("127."));
  assert.deepEqual(open, ["0.0.0.0:443:443"]);
  assert.equal(networks.inside.internal, true);
  for (const name of ["kv", "kv-proxy", "postgres"]) {
    assert.deepEqual(services[name].networks, ["inside"]);
  }
  for (const { read_only, cap_drop } of [services.alone, services.server]) {
    assert.deepEqual([read_only, cap_drop], [true, ["ALL"]]);
  }
  assert(!/SIGN_UP: (\$\{SIGN_UP:-)?open/.test(text), "strangers sign up only where that is asked");
});

Deno.test("every file that the compose file mounts is there, or made by the script beside it", async () => {
  const script = await Deno.readTextFile(new URL("containers/certificates.sh", ROOT));
  for (const { volumes = [] } of all) {
    for (const volume of volumes.filter((volume) => volume.startsWith("./"))) {
      const [path] = volume.split(":");
      const [, made] = /certificates\/(\w+)\.\w+$/.exec(path) ?? [];
      if (made === undefined) await Deno.stat(new URL(path, ROOT));
      else assert(script.includes(`${made}.pem`) || script.includes(`issue ${made} `), path);
    }
  }
});

const python = await installed("hadolint", () => preparePython("shipping.py", "shipping.txt"));

Deno.test({
  name: "hadolint has nothing to say of the Dockerfile",
  ignore: !python,
  async fn() {
    const [program, ...args] = python!;
    const path = new URL("Dockerfile", ROOT).pathname;
    const { code, stdout, stderr } = await new Deno.Command(program, {
      args: [...args, "hadolint", path],
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr));
  },
});

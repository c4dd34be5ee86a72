"""Lints what is shipped: `hadolint <file>`, or `schema <version>` of server.json as it was published."""

import subprocess
import sys
from importlib.resources import files

match sys.argv[1:]:
    case ["hadolint", path]:
        sys.exit(subprocess.run(["hadolint", path]).returncode)
    case ["schema", version]:
        folder = f"v{version.replace('-', '_')}"
        schema = files("skillsaw") / "schemas" / "mcp_registry" / folder / "server.schema.json"
        print(schema.read_text())

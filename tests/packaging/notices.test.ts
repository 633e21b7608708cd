import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/workspace.mjs";

it("the viewer's package has the licences of what its bundle holds", async () => {
  const viewer = path.join(ROOT, "apps", "viewer");
  const { dependencies } = JSON.parse(await readFile(path.join(viewer, "package.json"), "utf8"));
  const notices = await readFile(path.join(viewer, "THIRD_PARTY.md"), "utf8");
  const named = [...notices.matchAll(/^## (\S+) \(/gm)].map(([, name]) => name);
  const bundled = Object.keys(dependencies).filter((name) => !name.startsWith("@driftgraph/"));
  expect(named).toEqual(expect.arrayContaining(bundled));
});

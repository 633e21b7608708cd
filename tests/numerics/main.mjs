// Writes docs/numerics.md from real runs of the built packages: node tests/numerics/main.mjs
import { writeFile } from "node:fs/promises";
import { measureAll } from "./measure.mjs";
import { page } from "./page.mjs";

await writeFile(new URL("../../docs/numerics.md", import.meta.url), page(await measureAll()));

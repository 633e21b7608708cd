import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds wrong with a page, which must have been opened with `bypassCSP`: its own policy would keep axe out. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const checker: typeof axe = Reflect.get(globalThis, "axe");
    const found = await checker.run(document);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)[0]}`);
  });
}

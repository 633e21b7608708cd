import { useEffect } from "preact/hooks";
import type { DrawnGraph } from "../../graph/drawn-graph.ts";
import { useApp } from "../../state/use-app.ts";
import type { ShownGraph } from "./graph-choice.ts";

/** Opens the scopes around the selected node, if it isn't drawn: it came from a search, a link, another panel. */
export function useReveal(
  drawn: readonly DrawnGraph[],
  shown: readonly ShownGraph[],
  node: string | undefined,
  onOpen: (scopes: readonly string[]) => void,
): void {
  const { logs } = useApp();
  useEffect(() => {
    if (node === undefined || drawn.length === 0) return undefined;
    const isDrawn = drawn.some(({ items }) => items.some(({ id }) => id === node));
    if (isDrawn) return undefined;
    let isWanted = true;
    const open = new Set(drawn.flatMap((one) => one.open));
    void Promise.all(shown.map(({ asked }) => logs.describeItem(asked, node)))
      .then((found) => {
        const scopes = found.flatMap((item) => item?.scopes ?? []);
        // An op that is said in its consumer is drawn nowhere; then there is nothing left to open.
        if (!isWanted || scopes.every((scope) => open.has(scope))) return;
        onOpen([...open, ...scopes.filter((scope) => !open.has(scope))]);
      })
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [node, drawn]);
}

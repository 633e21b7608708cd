import { useEffect, useState } from "preact/hooks";
import type { ItemDescription } from "../../graph/describe-item.ts";
import type { GraphAsked } from "../../reading/graph-shelf.ts";
import { useApp } from "../../state/use-app.ts";
import { bytesText, shareText, timeText } from "./amounts.ts";

/** One line about what the pointer is on: what it is, its equation, its line in the model, its cost. */
export function HoverLine({
  asked,
  id,
}: {
  asked: GraphAsked | undefined;
  id: string | undefined;
}) {
  const { logs } = useApp();
  const [item, setItem] = useState<ItemDescription>();
  useEffect(() => {
    let isWanted = true;
    if (!asked || id === undefined) setItem(undefined);
    else {
      void logs
        .describeItem(asked, id)
        .then((found) => isWanted && setItem(found))
        .catch(() => isWanted && setItem(undefined));
    }
    return () => {
      isWanted = false;
    };
  }, [asked?.run, asked?.index, id]);
  return (
    <p class="hover-line">
      {item ? (
        <>
          <b>{item.name}</b>
          {hoverTexts(item).map((text) => (
            <span key={text}>{text}</span>
          ))}
        </>
      ) : (
        <span class="faint">Double-click or Enter opens a scope; / finds an op.</span>
      )}
    </p>
  );
}

function hoverTexts({ op, count, shape, origin, time, share, bytes }: ItemDescription): string[] {
  const texts = [op ?? `${count} ops`];
  if (shape !== undefined) texts.push(shape);
  if (origin?.text !== undefined) texts.push(`${origin.equation ?? ""} ${origin.text}`.trim());
  if (origin?.line !== undefined) texts.push(`line ${origin.line}`);
  if (time !== undefined) {
    texts.push(timeText(time) + (share === undefined ? "" : ` (${shareText(share)})`));
  }
  if (bytes !== undefined) texts.push(bytesText(bytes));
  return texts;
}

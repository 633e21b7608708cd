import type { ComponentChildren } from "preact";
import type { RunContents } from "../reading/run-contents.ts";
import { useApp } from "../state/use-app.ts";
import { Message } from "./message.tsx";

/** A run's contents once they are there; until then, and if they can't be read, what to do about it. */
export function Contents({
  run,
  children,
}: {
  run: string;
  children: (contents: RunContents) => ComponentChildren;
}) {
  const contents = useApp().contents(run).value;
  if (contents.state === "loaded") return <>{children(contents.value)}</>;
  if (contents.state === "loading") return <Message title={`Reading ${run} …`} busy />;
  return (
    <Message title={`${run} can't be read`} problem>
      {contents.error}
    </Message>
  );
}

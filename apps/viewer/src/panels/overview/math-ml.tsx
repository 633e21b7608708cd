import { type ComponentChildren, h } from "preact";
import { useMemo } from "preact/hooks";

/** What a log's mathematics may consist of: presentation elements, without attributes. */
const ELEMENTS: ReadonlySet<string> = new Set(
  "math mrow mi mn mo mtext mspace mfrac msqrt mroot msup msub msubsup mover munder mtable mtr mtd mpadded".split(
    " ",
  ),
);

/**
 * Mathematics from a log. Only known elements and text are taken over, no attributes, so that a hostile log can
 * bring no markup of its own; what isn't MathML at all is shown as `text`.
 */
export function MathMl({ source, text }: { source: string; text: string }) {
  const content = useMemo(() => parse(source), [source]);
  return content ? (
    h("math", { display: "block", "aria-label": text }, content)
  ) : (
    <code>{text}</code>
  );
}

function parse(source: string): ComponentChildren {
  const parsed = new DOMParser().parseFromString(source, "application/xml");
  if (parsed.querySelector("parsererror")) return undefined;
  return childrenOf(parsed.documentElement);
}

function childrenOf(element: Element): ComponentChildren {
  return Array.from(element.childNodes, (child) => {
    if (child.nodeType === Node.TEXT_NODE) return child.nodeValue;
    if (!(child instanceof Element) || !ELEMENTS.has(child.localName)) return null;
    return h(child.localName, {}, childrenOf(child));
  });
}

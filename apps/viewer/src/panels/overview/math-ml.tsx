import { type ComponentChildren, h } from "preact";
import { useMemo } from "preact/hooks";

/** What a log's mathematics may consist of: presentation elements, with these attributes. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  mfrac: [],
  mi: ["mathvariant"],
  mn: [],
  mo: [],
  mover: [],
  mroot: [],
  mrow: [],
  mspace: ["width"],
  msqrt: [],
  msub: [],
  msubsup: [],
  msup: [],
  mtext: [],
  munder: [],
};

/** Deeper mathematics nobody reads; a hostile log might have it all the same. */
const MAX_DEPTH = 60;

/**
 * Mathematics from a log. Only known elements, attributes and text are taken over, so that a log brings no markup
 * of its own; what isn't MathML at all is shown as `text`.
 */
export function MathMl({ source, text }: { source: string; text: string }) {
  const content = useMemo(() => parse(source), [source]);
  return content === undefined ? (
    <code>{text}</code>
  ) : (
    h("math", { display: "block", "aria-label": text }, content)
  );
}

function parse(source: string): ComponentChildren {
  const parsed = new DOMParser().parseFromString(source, "application/xml");
  return parsed.querySelector("parsererror") ? undefined : childrenOf(parsed.documentElement, 0);
}

function childrenOf(element: Element, depth: number): ComponentChildren {
  if (depth > MAX_DEPTH) return "…";
  return Array.from(element.childNodes, (child) => {
    if (child.nodeType === Node.TEXT_NODE) return child.nodeValue;
    const attributes = child instanceof Element ? ELEMENTS[child.localName] : undefined;
    if (!(child instanceof Element) || !attributes) return null;
    const given = attributes.map((name) => [name, child.getAttribute(name) ?? undefined] as const);
    return h(child.localName, Object.fromEntries(given), childrenOf(child, depth + 1));
  });
}

import * as vscode from "vscode";

/**
 * An equation as a picture for Markdown, which has no MathML of its own: the browser typesets the MathML
 * within the picture, in the colour of the theme's text.
 */
export function mathImage(mathml: string): string {
  const { width, height } = estimatedSize(mathml);
  const dark =
    vscode.window.activeColorTheme.kind === vscode.ColorThemeKind.Dark ||
    vscode.window.activeColorTheme.kind === vscode.ColorThemeKind.HighContrast;
  const colour = dark ? "#e6e6e6" : "#1f1f1f";
  const inline = mathml.replace(
    'display="block"',
    'display="block" style="text-align:left;margin:0"',
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><foreignObject width="100%" height="100%"><div xmlns="http://www.w3.org/1999/xhtml" style="color:${colour};font-size:16px;display:flex;align-items:center;height:100%">${inline}</div></foreignObject></svg>`;
  const data = Buffer.from(svg).toString("base64");
  return `<img src="data:image/svg+xml;base64,${data}" width="${width}" height="${height}" alt="${altText(mathml)}">`;
}

/** A picture's size must be known before it is drawn: about a character's width, and a line for each fraction. */
function estimatedSize(mathml: string): { width: number; height: number } {
  const width = widthOf(mathml);
  const fractions = /<mfrac>/.test(mathml) ? 1 : 0;
  const nested = /<mfrac>(?:(?!<\/mfrac>)[\s\S])*<mfrac>/.test(mathml) ? 1 : 0;
  const cases = (mathml.match(/<mtr>/g) ?? []).length;
  return { width: Math.ceil(width + 24), height: 28 + 26 * fractions + 18 * nested + 22 * cases };
}

/** Fractions are as wide as their wider half; scripts are smaller. */
function widthOf(mathml: string): number {
  const root: Box = { tag: "math", children: [], text: "" };
  const stack: Box[] = [root];
  for (const [, close, tag = "", empty, text = ""] of mathml.matchAll(
    /<(\/?)([a-z]+)[^>]*?(\/?)>|([^<]+)/g,
  )) {
    const top = stack.at(-1) ?? root;
    if (tag === "") top.text += text;
    else if (close) stack.pop();
    else {
      const box: Box = { tag, children: [], text: "" };
      top.children.push(box);
      if (!empty) stack.push(box);
    }
  }
  return boxWidth(root, 16);
}

interface Box {
  readonly tag: string;
  readonly children: Box[];
  text: string;
}

function boxWidth({ tag, children, text }: Box, size: number): number {
  const [first, second] = children;
  const sum = (boxes: readonly Box[], of: number): number =>
    boxes.reduce((total, box) => total + boxWidth(box, of), 0);
  switch (tag) {
    case "mfrac":
      return Math.max(first ? boxWidth(first, size) : 0, second ? boxWidth(second, size) : 0) + 6;
    case "msup":
    case "msub":
      return (first ? boxWidth(first, size) : 0) + (second ? boxWidth(second, size * 0.75) : 0);
    case "mtr":
      return sum(children, size) + size;
    case "mtable":
      return Math.max(...children.map((row) => boxWidth(row, size)));
    case "mo":
      return /^&#x206[12];$/.test(text) ? 0 : size * 0.95;
    case "mi":
    case "mn":
    case "mtext":
      return text.replace(/&[^;]+;/g, "x").length * size * 0.58;
    case "mspace":
      return 3;
    default:
      return sum(children, size);
  }
}

function altText(mathml: string): string {
  return mathml
    .replace(/&#x206[12];/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/"/g, "")
    .trim();
}

import charts from "./charts.css?inline";
import colours from "./colours.css?inline";
import events from "./events.css?inline";
import frame from "./frame.css?inline";
import graph from "./graph.css?inline";
import overview from "./overview.css?inline";
import profile from "./profile.css?inline";
import runs from "./runs.css?inline";
import scalars from "./scalars.css?inline";

/** All style sheets of the viewer, for its shadow root: no policy against inline styles stops them. */
export const STYLE_SHEETS: readonly CSSStyleSheet[] = [
  colours,
  frame,
  charts,
  graph,
  overview,
  profile,
  runs,
  scalars,
  events,
].map((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
});

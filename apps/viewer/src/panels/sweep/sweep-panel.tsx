import { useMemo } from "preact/hooks";
import { Message } from "../../frame/message.tsx";
import type { RunContents } from "../../reading/run-contents.ts";
import type { SweepResponse } from "../../reading/sweep-response.ts";
import { paletteColour } from "../../state/palette.ts";
import { useApp } from "../../state/use-app.ts";
import { ChartPanel } from "../series/chart-panel.tsx";
import { Choice, ResetZoom, SeriesChooser } from "../series/controls.tsx";
import { curvesChart, curvesTable } from "../series/curves.ts";
import { acrossOf, lineCount, MOST_LINES, sweepCurves } from "./sweep-curves.ts";
import { useSweepResponse } from "./use-sweep-response.ts";

/** Zoom of the charts, in the address. */
const ZOOM = "sweep";

/** A sweep's series and fates at the scrubber's time, against the parameter that was varied. */
export function SweepPanel({ contents }: { contents: RunContents }) {
  const response = useSweepResponse(contents);
  if (response.state === "loading") return <Message title="Reading the sweep …" busy />;
  if (response.state === "failed") {
    return (
      <Message title="The sweep can't be read" problem>
        {response.error}
      </Message>
    );
  }
  if (response.value.points.length === 0) {
    return (
      <Message title="No numbers yet">
        {contents.logged.result
          ? "The logs of the sweep's points, which have them, aren't here."
          : "They appear here as soon as the first of the sweep's points has written them."}
      </Message>
    );
  }
  return <Response response={response.value} />;
}

function Response({ response }: { response: SweepResponse }) {
  const { view } = useApp();
  const { parameters, series } = response;
  const across = acrossOf(response, view.get("sweep.across"));
  const time = view.time.value;
  const shown = view.series.value;
  const curves = useMemo(
    () => sweepCurves(response, { across, time, series: shown }),
    [response, across, time, shown.join("\n")],
  );
  return (
    <ChartPanel
      title={`Sweep of ${parameters.join(", ")}`}
      name="sweep"
      help={<Help />}
      controls={
        <>
          {parameters.length > 1 && (
            <Choice
              label="From left to right"
              options={parameters.map((name) => [name, `against ${name}`] as const)}
              value={across}
              onChange={(value) => view.set({ "sweep.across": value })}
            />
          )}
          <SeriesChooser
            names={series.map(({ name }) => name)}
            colourOf={(name) =>
              parameters.length === 1
                ? paletteColour(series.findIndex((one) => one.name === name))
                : undefined
            }
          />
          <ResetZoom of={ZOOM} />
        </>
      }
      note={noteOf(response, across)}
      zoomKey={ZOOM}
      charts={curves.map(curvesChart)}
      table={() =>
        curvesTable(
          across,
          curves.flatMap(({ title, name = title, curves: of }) =>
            of.map((curve) => ({ ...curve, label: `${name} ${curve.label}` })),
          ),
        )
      }
    />
  );
}

function noteOf(response: SweepResponse, across: string): string | undefined {
  const { points, total } = response;
  const lines = lineCount(response, across);
  const notes = [
    points.length < total && `${points.length} of ${total} points.`,
    lines > MOST_LINES && `The first ${MOST_LINES} of ${lines} lines.`,
  ].filter((note) => note !== false);
  return notes.length > 0 ? notes.join(" ") : undefined;
}

function Help() {
  return (
    <p>
      Each dot is a point of the sweep, at the time that is chosen below: the median of its paths, 5
      to 95 % of them as a band, the mean dashed; and on what share of them each event of the model
      holds, with Wilson's 95 % interval. With more parameters than one there is a line for each
      choice of the others.
    </p>
  );
}

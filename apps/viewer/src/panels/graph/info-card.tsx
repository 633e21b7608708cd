import type { LoggedRun } from "@driftgraph/core";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ItemDescription, Neighbour } from "../../graph/describe-item.ts";
import type { GraphAsked } from "../../reading/graph-shelf.ts";
import { useApp } from "../../state/use-app.ts";
import { bytesText, shareText, timeText } from "./amounts.ts";
import { Source } from "./source.tsx";

/** All that is known of the marked item. */
export function InfoCard({
  asked,
  id,
  logged,
  onSelect,
}: {
  asked: GraphAsked;
  id: string;
  logged: LoggedRun;
  onSelect: (id: string) => void;
}) {
  const { logs } = useApp();
  const [item, setItem] = useState<ItemDescription>();
  const key = JSON.stringify(asked);
  useEffect(() => {
    let isWanted = true;
    void logs
      .describeItem(asked, id)
      .then((found) => isWanted && setItem(found))
      .catch(() => isWanted && setItem(undefined));
    return () => {
      isWanted = false;
    };
  }, [key, id]);
  if (!item) return null;
  return (
    <aside class="info-card" aria-label={item.name}>
      <h3>{item.name.slice(item.name.lastIndexOf("/") + 1)}</h3>
      <p class="faint">{item.name}</p>
      <Facts item={item} logged={logged} />
      <Neighbours title="Inputs" neighbours={item.inputs} onSelect={onSelect} />
      <Neighbours title="Outputs" neighbours={item.outputs} onSelect={onSelect} />
      {item.dangling.length > 0 && (
        <p class="warning">{`Inputs that the graph doesn't have: ${item.dangling.join(", ")}`}</p>
      )}
      {item.origin && <Source origin={item.origin} model={logged.model} />}
      {item.attributes.length > 0 && (
        <details>
          <summary>{`${item.attributes.length} attributes`}</summary>
          <dl>
            {item.attributes.map(([name, value]) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </dl>
        </details>
      )}
    </aside>
  );
}

function Facts({ item, logged }: { item: ItemDescription; logged: LoggedRun }) {
  const type = item.op ?? `${item.kind === "series" ? "Series" : "Scope"} of ${item.count} ops`;
  return (
    <dl>
      <Fact name={item.op ? "op" : "what"}>
        {type}
        {item.ownOp && item.ownOp !== item.op && (
          <span class="faint">{` · our ${item.ownOp}`}</span>
        )}
      </Fact>
      {item.shape !== undefined && (
        <Fact name="output">{[item.dtype, item.shape].filter(Boolean).join(" ")}</Fact>
      )}
      {item.device !== "" && <Fact name="device">{item.device}</Fact>}
      {item.time !== undefined && (
        <Fact name={item.kind === "op" ? "time" : "time, summed"}>
          {timeText(item.time)}
          {item.share !== undefined && (
            <span class="faint">{` · ${shareText(item.share)} of all ops`}</span>
          )}
        </Fact>
      )}
      {item.kind !== "op" && item.span !== undefined && (
        <Fact name="first start to last end">{timeText(item.span)}</Fact>
      )}
      {item.bytes !== undefined && <Fact name="memory">{bytesText(item.bytes)}</Fact>}
      <OptimizerFate name={item.name} logged={logged} />
    </dl>
  );
}

/** What the optimizer made of an op of the built graph, and by which pass. */
function OptimizerFate({ name, logged: { graphs } }: { name: string; logged: LoggedRun }) {
  if (!graphs || !Object.hasOwn(graphs.becomes, name)) return null;
  const image = graphs.becomes[name];
  const pass = graphs.passes.find(({ removed }) => removed.includes(name));
  const by = pass ? ` by ${pass.title}` : "";
  if (image === null) return <Fact name="optimizer">{`removed${by}`}</Fact>;
  if (image === name) return <Fact name="optimizer">kept</Fact>;
  return <Fact name="optimizer">{`became ${image}${by}`}</Fact>;
}

function Neighbours({
  title,
  neighbours,
  onSelect,
}: {
  title: string;
  neighbours: readonly Neighbour[];
  onSelect: (id: string) => void;
}) {
  if (neighbours.length === 0) return null;
  return (
    <details open={neighbours.length <= 8}>
      <summary>{`${title} (${neighbours.length})`}</summary>
      <ul>
        {neighbours.map(({ name, kind, shape }, i) => (
          <li key={`${name} ${i}`}>
            <button type="button" onClick={() => onSelect(name)}>
              {name}
            </button>
            <span class="faint">{kind === "data" ? (shape ?? "") : kind}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

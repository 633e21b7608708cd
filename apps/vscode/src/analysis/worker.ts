import { Rpc } from "../messages/rpc.ts";
import { analyse } from "./analyse.ts";
import type { AnalysisApi, AnalysisHostApi } from "./api.ts";
import { builtInFacts } from "./built-ins.ts";
import { checkOptions } from "./check-options.ts";
import { writeGraphLog } from "./graph-log.ts";
import { nodeAt, placeOfNode } from "./graph-places.ts";
import { lineCosts } from "./line-costs.ts";
import { runsIn } from "./run-facts.ts";
import { workerPort } from "./worker-port.ts";

const api: AnalysisApi = {
  ready: async () => undefined,
  analyse: (request) => analyse(request, readFile),
  builtIns: async () => builtInFacts(),
  check: (request) => checkOptions(request, readFile),
  runs: (folder) => runsIn(folder),
  costs: (folder, name) => lineCosts(folder, name),
  graph: (request, folder) => writeGraphLog(request, folder, readFile),
  placeOfNode,
  nodeAt,
};

const host = new Rpc<AnalysisHostApi>(workerPort(), api);

function readFile(url: string): Promise<string | undefined> {
  return host.call("readFile", url);
}

/** The folders of core's source in the order of the data: each may import from those before it only. */
const CORE_FOLDERS = [
  "errors",
  "graph",
  "model",
  "noise",
  "schemes",
  "simulation",
  "analysis",
  "optimize",
  "summary",
  "compile",
  "platform",
  "run",
  "certify",
  "estimate",
  "profile",
  "draw",
  "tensorflow-graph",
  "log",
  "replay",
];

/** What each package may import of ours; its own files are not in question. */
const MAY_IMPORT = {
  "packages/core": [],
  "packages/eventlog": [],
  "packages/models": ["packages/core"],
  "packages/tensorflow": ["packages/core", "packages/eventlog"],
  "apps/viewer": ["packages/core", "packages/eventlog"],
  "apps/cli": [
    "packages/core",
    "packages/eventlog",
    "packages/models",
    "packages/tensorflow",
    "apps/viewer",
  ],
  "apps/vscode": [
    "packages/core",
    "packages/eventlog",
    "packages/models",
    "apps/viewer",
    "apps/cli",
  ],
};

const TEST = "\\.test\\.tsx?$";

const coreOrder = CORE_FOLDERS.slice(0, -1).map((folder, i) => ({
  name: `core-${folder}-imports-later-folder`,
  comment: `src/${folder} comes before ${CORE_FOLDERS.slice(i + 1).join(", ")} in the way of the data`,
  severity: "error",
  from: { path: `^packages/core/src/${folder}/`, pathNot: TEST },
  to: { path: `^packages/core/src/(${CORE_FOLDERS.slice(i + 1).join("|")})/` },
}));

const packageOrder = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder.replace("/", "-")}-against-the-layers`,
  comment: `${folder} may import ${allowed.join(", ") || "nothing of ours"}`,
  severity: "error",
  from: { path: `^${folder}/src/` },
  to: { path: "^(packages|apps|tests)/", pathNot: [folder, ...allowed].map((one) => `^${one}/`) },
}));

/** Node's own modules belong into the folder that says so; the rest also runs in a browser. */
const nodeOnlyIn = [
  ["packages/core", "node"],
  ["packages/eventlog", "node"],
  ["apps/viewer", "server"],
].map(([folder, nodeFolder]) => ({
  name: `${folder}-node-builtin`.replace("/", "-"),
  comment: `only ${folder}/src/${nodeFolder} may use Node's modules`,
  severity: "error",
  from: { path: `^${folder}/src/`, pathNot: [`^${folder}/src/${nodeFolder}/`, TEST] },
  to: { dependencyTypes: ["core"] },
}));

export default {
  forbidden: [
    {
      name: "no-cycles",
      // Types that contain each other (a node's scan has a graph, a graph has nodes) may do so across files of one
      // folder: `import type` vanishes, and the order of the folders counts it all the same.
      comment: "modules in a cycle have no order in which to load",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    ...packageOrder,
    ...coreOrder,
    ...nodeOnlyIn,
    {
      name: "no-deep-import",
      comment: "what a package's entry points do not export is private",
      severity: "error",
      from: { path: "^((?:packages|apps)/[^/]+|tests|scripts)/" },
      to: {
        path: "^(packages|apps)/[^/]+/src/",
        pathNot: [
          "^$1/",
          "^(packages|apps)/[^/]+/src/(node/|server/|embed/|catalogue/)?index\\.ts$",
        ],
      },
    },
    {
      name: "not-resolvable",
      comment: "the import leads nowhere",
      severity: "error",
      from: {},
      // The editor's own module is there only within the editor, TensorFlow's only where it was set up.
      to: { couldNotResolve: true, pathNot: "^(vscode|@tensorflow/tfjs-node)$" },
    },
    {
      name: "undeclared-dependency",
      comment: "a package's manifest must name what its published source imports",
      severity: "error",
      from: { path: "^(packages|apps)/[^/]+/src/", pathNot: TEST },
      // protobufjs is bundled into eventlog and tensorflow, so that its users don't install it.
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        pathNot: ["/src/", "/protobufjs/"],
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|/dist/" },
    exclude: { path: "(^|/)(fixtures|generated|dist)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["driftgraph-source", "node", "import", "types", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js"],
    },
  },
};

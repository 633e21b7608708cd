/** What ops do, for colours and the legend. */
export const OP_KINDS = [
  {
    name: "arithmetic",
    colour: "var(--c-blue)",
    ops: /^(Add|Sub|Mul|Div|RealDiv|Pow|Neg|Sq|Rsqrt|Sqrt|Exp|Log|Abs|Sign|Max|Min|Sin|Cos|Tan|Tanh|A?cos|A?sin|A?tan|Sigmoid|Relu|MatMul|BatchMatMul|BiasAdd|Conv|Reciprocal|Floor|Round)/,
  },
  { name: "random", colour: "var(--c-purple)", ops: /Random|Multinomial|Truncated/ },
  {
    name: "reduction",
    colour: "var(--c-green)",
    ops: /^(Sum|Mean|Prod|Arg|All|Any|L2Loss|Softmax|Cum|SquaredDifference|Bincount|Histogram)/,
  },
  {
    name: "control flow",
    colour: "var(--c-orange)",
    ops: /^(Enter|Exit|Merge|Switch|NextIteration|LoopCond|While|If|StatelessWhile|StatelessIf|NoOp|Less|Greater|Equal|Logical|Select|Case|Partitioned|StatefulPartitioned)/,
  },
  {
    name: "state and input",
    colour: "var(--c-vermilion)",
    ops: /^(Var|Const|Placeholder|Read|Assign|Iterator|Tensor(Array|List)|Restore|Save)/,
  },
  {
    name: "shape",
    colour: "var(--c-sky)",
    ops: /^(Reshape|Shape|Strided|Slice|Concat|Pack|Unpack|Split|Transpose|Expand|Squeeze|Gather|Fill|Tile|Pad|Cast|Identity|Range|Zeros|Ones|Broadcast)/,
  },
] as const;

/** The colour of an op by what it does; faint for the others. */
export function kindColour(op: string): string {
  return OP_KINDS.find(({ ops }) => ops.test(op))?.colour ?? "var(--faint)";
}

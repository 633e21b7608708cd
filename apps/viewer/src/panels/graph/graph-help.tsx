/** What the graph panel shows and how it was found. */
export function GraphHelp() {
  return (
    <>
      <p>
        What is computed, from the parameters to the summaries. Boxes are scopes, as the ops' names
        say them; double-click one to open it. Ops of one kind that differ only in their number are
        one box with a double rim. Constants are said in the ops that use them; what feeds very much
        stands aside, and "all in the flow" puts it back.
      </p>
      <p>
        Solid edges carry values, dashed ones only an order, orange ones references. They are as
        thick as their values are large; their shapes stand on them at the selected op.
      </p>
      <p>
        "Time, summed" adds what each op took by itself; "from first start to last end" is what
        TensorBoard calls a scope's compute time. The critical path is the way through the graph
        that takes the longest. Built and optimized: an op that a pass removed is dashed, and
        pointing at an op outlines what it became, or what became of it.
      </p>
    </>
  );
}

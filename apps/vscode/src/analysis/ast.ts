import type { AnyNode, Expression, ObjectExpression, Program, Property } from "acorn";

/** Calls `visit` for a node and all below it, until `visit` returns false for a branch. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

function* childrenOf(node: AnyNode): Generator<AnyNode> {
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) if (isNode(item)) yield item;
  }
}

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string"
  );
}

/** Whether a node runs later than its surroundings do. */
export function isFunction({ type }: AnyNode): boolean {
  return ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"].includes(type);
}

/** The name of a property, if it is written there. */
function keyOf({ key, computed }: Property): string | undefined {
  if (!computed && key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : undefined;
}

/** An object's properties that are written out, with their names. */
export function propertiesOf(object: ObjectExpression): { name: string; property: Property }[] {
  return object.properties.flatMap((property) => {
    const name = property.type === "Property" ? keyOf(property) : undefined;
    return property.type === "Property" && name !== undefined ? [{ name, property }] : [];
  });
}

/** The initial values of the module's own constants, by name. */
export function constantsOf(program: Program): ReadonlyMap<string, Expression> {
  const constants = new Map<string, Expression>();
  for (const statement of program.body) {
    const declaration =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === "Identifier" && init) constants.set(id.name, init);
    }
  }
  return constants;
}

/** What an expression stands for: itself, or the object of the constant that it names. */
export function objectOf(
  expression: AnyNode | null | undefined,
  constants: ReadonlyMap<string, Expression>,
): ObjectExpression | undefined {
  if (expression?.type === "ObjectExpression") return expression;
  if (expression?.type !== "Identifier") return undefined;
  const value = constants.get(expression.name);
  return value?.type === "ObjectExpression" ? value : undefined;
}

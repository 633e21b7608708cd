import { DriftgraphError, isModel, type Model } from "@driftgraph/core";

/**
 * The model among a module's exports.
 *
 * @param name the file as the user named it.
 * @throws DriftgraphError `model-file` that says what the file exports instead.
 */
export function checkModel(exports: unknown, name: string): Model {
  const members = isObject(exports) ? exports : {};
  const found = "default" in members ? members["default"] : undefined;
  if (isModel(found)) return found;
  throw new DriftgraphError(
    "model-file",
    `${name} doesn't default-export a model: ${describe(members, found)}`,
    {
      hint: hintFor(members, found),
    },
  );
}

function describe(members: Readonly<Record<string, unknown>>, found: unknown): string {
  if (found !== undefined) return `its default export is ${kindOf(found)}`;
  const names = Object.keys(members).filter((name) => name !== "default");
  return names.length === 0 ? "it exports nothing" : `it only exports ${names.join(", ")}`;
}

function hintFor(members: Readonly<Record<string, unknown>>, found: unknown): string {
  const [named] =
    Object.entries(members).find(([key, value]) => key !== "default" && isModel(value)) ?? [];
  if (named !== undefined) return `${named} is a model: add "export default ${named};".`;
  if (typeof found === "function") return "Export what the function gives, not the function.";
  if (isObject(found) && "drift" in found) return "Wrap it: export default defineModel({ … }).";
  return "Expected: export default defineModel({ … }).";
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value instanceof Promise) return "a promise";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (typeof value !== "object") return `the ${typeof value} ${String(value)}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? "an empty object" : `an object with ${keys.slice(0, 5).join(", ")}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

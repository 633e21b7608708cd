import { json, text } from "./answer.ts";
import { deleteRun, RunChangeError, renameRun } from "./change-runs.ts";
import type { Asked, Route } from "./routes.ts";

/** What the page can have done to runs, by path. */
export function runActions(logdir: string): ReadonlyMap<string, Route> {
  return new Map([
    [
      "/api/runs/delete",
      action(async (body) => {
        await deleteRun(logdir, textOf(body, "run"));
        return {};
      }),
    ],
    [
      "/api/runs/rename",
      action(async (body) => ({
        run: await renameRun(logdir, textOf(body, "run"), textOf(body, "name")),
      })),
    ],
  ]);
}

function action(perform: (body: unknown) => Promise<object>): Route {
  return async ({ body }: Asked) => {
    try {
      return json(await perform(body));
    } catch (error) {
      if (error instanceof RunChangeError) return text(409, error.message);
      throw error;
    }
  };
}

function textOf(body: unknown, key: string): string {
  const value = typeof body === "object" && body !== null ? Reflect.get(body, key) : undefined;
  if (typeof value === "string") return value;
  throw new RunChangeError(`"${key}" is missing.`);
}

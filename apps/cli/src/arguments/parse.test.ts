import { describe, expect, it } from "vitest";
import { parseArguments } from "./parse.ts";
import type { CommandSpec } from "./specification.ts";

const SPEC: CommandSpec = {
  name: "run",
  summary: "",
  positionals: [{ name: "MODEL", required: true, description: "A model" }],
  options: {
    paths: { short: "p", value: "N", description: "" },
    set: { value: "name=value", repeat: true, description: "" },
    profile: { negatable: true, description: "" },
    json: { description: "" },
  },
  examples: [],
};
const parse = (...given: string[]): ReturnType<typeof parseArguments> =>
  parseArguments(SPEC, given);

describe("parseArguments", () => {
  it("reads options before and behind the positional argument, with = and without", () => {
    const args = parse("--paths", "10", "switch", "--set=a=1", "--set", "b=-2");
    expect(args.positional("MODEL")).toBe("switch");
    expect(args.text("paths")).toBe("10");
    expect(args.all("set")).toEqual(["a=1", "b=-2"]);
  });

  it("reads short options and values that begin with a dash", () => {
    expect(parse("switch", "-p", "-5").text("paths")).toBe("-5");
  });

  it("tells --x, --no-x and neither apart", () => {
    expect(parse("m").flag("profile")).toBeUndefined();
    expect(parse("m", "--profile").flag("profile")).toBe(true);
    expect(parse("m", "--no-profile").flag("profile")).toBe(false);
  });

  it("takes what stands behind -- as positional", () => {
    expect(parse("--", "--odd").positional("MODEL")).toBe("--odd");
  });

  it("needs no positional argument for --help", () => {
    expect(parse("--help").flag("help")).toBe(true);
  });

  it.each([
    [["m", "--path", "1"], "unknown option --path"],
    [["m", "--no-json"], "unknown option --no-json"],
    [["m", "--paths"], "--paths needs a value: --paths N"],
    [["m", "--paths="], "--paths needs a value: --paths N"],
    [["m", "--paths", "1", "--paths", "2"], "--paths is given twice"],
    [["m", "--json=yes"], '--json takes no value, got "yes"'],
    [["m", "other"], 'run doesn\'t expect "other"'],
    [[], "run needs a MODEL: a model"],
    [["m", "--constructor"], "unknown option --constructor"],
    [["m", "--__proto__"], "unknown option --__proto__"],
  ])("refuses %j", (given, message) => {
    expect(() => parse(...given)).toThrow(message);
  });
});

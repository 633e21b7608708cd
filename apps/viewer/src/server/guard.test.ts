import { describe, expect, it } from "vitest";
import { refusal } from "./guard.ts";

const PORT = 6007;
const AUDIENCE = { names: ["127.0.0.1", "localhost", "[::1]"] };
const ACTION = {
  origin: `http://127.0.0.1:${PORT}`,
  "x-driftgraph-action": "1",
  "content-type": "application/json",
};
const status = (headers: Readonly<Record<string, string>>, method = "GET"): number | undefined =>
  refusal({ method, headers: { host: `127.0.0.1:${PORT}`, ...headers } }, AUDIENCE)?.status;

describe("refusal", () => {
  it("lets the page and its own requests pass", () => {
    expect(status({})).toBeUndefined();
    expect(status({ host: "localhost:6007", origin: "http://localhost:6007" })).toBeUndefined();
    expect(status({ "sec-fetch-site": "same-origin" }, "HEAD")).toBeUndefined();
    expect(status({ "sec-fetch-site": "none" })).toBeUndefined();
  });

  it("answers at another port, too, to which a tunnel may lead from another machine", () => {
    const tunnel = { host: "localhost:8080", origin: "http://localhost:8080" };
    expect(status(tunnel)).toBeUndefined();
    expect(status({ host: "LOCALHOST" })).toBeUndefined();
    expect(status({ host: "[::1]:8080" })).toBeUndefined();
    expect(status({ ...ACTION, ...tunnel }, "POST")).toBeUndefined();
    // What another server on this machine serves is another site.
    expect(status({ ...tunnel, origin: "http://localhost:6007" })).toBe(403);
  });

  it("lets a link on another site lead here", () => {
    const link = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    expect(status(link)).toBeUndefined();
    expect(status({ ...link, "sec-fetch-dest": "iframe" })).toBe(403);
  });

  it.each([
    { host: "evil.example:6007" },
    { host: "127.0.0.1.evil.example" },
    { host: "localhost:6007@evil.example" },
    { host: "evil.example:localhost" },
    { host: ":6007" },
    { host: "" },
  ])("refuses a name of somebody else's: %j", (headers) => {
    expect(status(headers)).toBe(421);
  });

  it.each([
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "https://127.0.0.1:6007" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("refuses requests of other sites: %j", (headers) => {
    expect(status(headers)).toBe(403);
  });

  it.each(["PUT", "DELETE", "OPTIONS", "CONNECT"])("refuses %s", (method) => {
    expect(status({}, method)).toBe(405);
  });

  it("lets only the page itself change something", () => {
    expect(status(ACTION, "POST")).toBeUndefined();
    expect(status({ ...ACTION, origin: "http://evil.example" }, "POST")).toBe(403);
    for (const header of Object.keys(ACTION)) {
      const headers = Object.fromEntries(
        Object.entries(ACTION).filter(([name]) => name !== header),
      );
      expect(status(headers, "POST")).toBe(403);
    }
  });

  it("takes any name where a token says who may ask, but no other site's requests", () => {
    const ask = (headers: Readonly<Record<string, string>>) =>
      refusal({ method: "GET", headers: { host: "lab.example:80", ...headers } }, { names: "any" });
    expect(ask({})).toBeUndefined();
    expect(ask({ origin: "http://lab.example:80" })).toBeUndefined();
    expect(ask({ origin: "http://evil.example" })?.status).toBe(403);
  });
});

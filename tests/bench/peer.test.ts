import process from "node:process";
import { describe, expect, it } from "vitest";
import { startPeer } from "./peer.mjs";

const scripted = (source: string) => startPeer([process.execPath, "-e", source]);
const ECHO = `process.stdin.on("data", (d) => { for (const l of String(d).trim().split("\\n")) console.log(l.length); })`;

describe("startPeer", () => {
  it("lives through several runs and answers them in order", async () => {
    const peer = scripted(ECHO);
    expect(await Promise.all([peer.run(1), peer.run(22), peer.ask("abc")])).toEqual([5, 6, "3"]);
    peer.close();
  });

  it("rejects with what the process complained of when it dies", async () => {
    const peer = scripted(`process.stdin.once("data", () => { throw new Error("kernel panic"); })`);
    await expect(peer.run(1)).rejects.toThrow("kernel panic");
    await expect(peer.run(1)).rejects.toThrow("ended with code 1");
  });

  it("rejects an answer that is not a time", async () => {
    const peer = scripted(`process.stdin.on("data", () => console.log("hello"))`);
    await expect(peer.run(1)).rejects.toThrow('"hello" instead of milliseconds');
    peer.close();
  });

  it("rejects when there is no such program", async () => {
    await expect(startPeer(["no-such-program-of-driftgraph"]).run(1)).rejects.toThrow(
      "could not be started",
    );
  });
});

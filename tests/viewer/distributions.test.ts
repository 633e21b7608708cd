import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "../cli/command.ts";
import { inked } from "./chart-pixels.ts";
import { downloaded, downloadedTable } from "./downloads.ts";
import { openViewer } from "./open-viewer.ts";
import { readLogged } from "./read-logged.ts";

const cwd = emptyFolder();
const small = ["--paths", "2000", "--t-end", "9", "--dt", "0.1", "--every", "0.5", "-q"];
await driftgraph(["run", "switch", ...small], { cwd });
await driftgraph(["run", "switch", ...small, "--set", "sigma=0.3"], { cwd });
const logdir = path.join(cwd, "runs");
const viewer = await openViewer(logdir);
let logged: Awaited<ReturnType<typeof readLogged>>;

const BLUE = [0, 114, 178] as const;
const VERMILION = [190, 79, 0] as const;
/** The bright end of viridis. */
const YELLOW = [253, 231, 37] as const;

beforeAll(async () => {
  logged = await readLogged(logdir, "switch-1");
});

describe.skipIf(viewer.skip)("the distributions", { timeout: 60_000 }, () => {
  it("have every bin of every time as it was counted", async () => {
    const { page, complaints } = await viewer.open("distributions?run=switch-1&series=x1");
    await page.locator(".chart").waitFor();
    const table = await downloadedTable(page);
    const column = (name: string): number[] => table.get(name)?.map(Number) ?? [];
    const [times, lefts, rights, counts] = ["time", "left", "right", "count"].map(column);
    logged.series[0]?.histograms.forEach(({ bins, counts: logged_ }, k) => {
      const rows = times?.flatMap((time, i) => (time === logged.times[k] ? [i] : [])) ?? [];
      const total = rows.reduce((sum, i) => sum + (counts?.[i] ?? 0), 0);
      expect(total).toBe(2000);
      for (const i of rows) {
        const bin = ((lefts?.[i] ?? 0) - bins.low) / bins.width;
        expect(Number.isInteger(bin)).toBe(true);
        expect(counts?.[i]).toBe(logged_[bin + 1]);
        expect((rights?.[i] ?? 0) - (lefts?.[i] ?? 0)).toBe(bins.width);
      }
    });
    expect(complaints).toEqual([]);
  });

  it("overlay the article's times, and any that are asked for", async () => {
    const { page } = await viewer.open("distributions?run=switch-1&series=x1");
    const field = page.getByRole("textbox", { name: "t =" });
    expect(await field.inputValue()).toBe("1, 2, 9");
    const words = async (): Promise<string[]> => {
      const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
      return [...svg.matchAll(/>(t = [^<]+)</g)].map(([, text]) => text ?? "");
    };
    expect(new Set(await words())).toEqual(new Set(["t = 1", "t = 2", "t = 9"]));
    await field.fill("4.5");
    await field.press("Enter");
    await page.waitForFunction(() => location.hash.includes("distributions.times=4.5"));
    expect(new Set(await words())).toEqual(new Set(["t = 4.5", "t = 9"]));
  });

  it("follow the scrubber: all in the middle first, then to both sides", async () => {
    const blue = async (t: number): Promise<{ low: number; middle: number; high: number }> => {
      const fragment = `distributions?run=switch-1&series=x1&distributions.times=9&t=${t}`;
      const { page } = await viewer.open(fragment, { colorScheme: "light" });
      await page.locator(".chart").waitFor();
      await page.waitForTimeout(300);
      const csv = (await downloaded(page, "SVG")).bytes.toString("utf8");
      await page.close();
      // The filled outline of the scrubber's time: the heights of its points by where they are.
      const [outline = ""] = [...csv.matchAll(/<path d="([^"]+)Z"[^>]+fill-opacity="0.18"/g)].map(
        ([, d]) => d ?? "",
      );
      const points = outline
        .split(/[ML]/)
        .slice(1)
        .map((pair) => pair.split(" ").map(Number));
      const highest = (from: number, to: number): number =>
        Math.max(0, ...points.flatMap(([x = 0, y = 0]) => (x >= from && x < to ? [362 - y] : [])));
      return { low: highest(0, 200), middle: highest(250, 400), high: highest(450, 720) };
    };
    const early = await blue(0.5);
    expect(early.middle).toBeGreaterThan(10 * Math.max(early.low, early.high, 1));
    const late = await blue(8.5);
    expect(late.low).toBeGreaterThan(20);
    expect(late.high).toBeGreaterThan(20);
    expect(late.middle).toBeLessThan(5);
  });

  it("are an image of all times, bright where most paths are", async () => {
    const fragment = "distributions?run=switch-1&series=x1&distributions.view=heat";
    const { page } = await viewer.open(fragment);
    const chart = page.locator(".chart");
    await chart.waitFor();
    await page.waitForTimeout(300);
    // At the end half of the paths are close to zero, and nearly none in the middle.
    const end = { left: 0.6, right: 0.85 } as const;
    expect(await inked(chart, YELLOW, { ...end, top: 0.7, bottom: 0.95 })).toBeGreaterThan(100);
    expect(await inked(chart, YELLOW, { ...end, top: 0.4, bottom: 0.6 })).toBe(0);
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain("data:image/png;base64,");
  });

  it("are ridges, one above the other", async () => {
    const fragment = "distributions?run=switch-1&series=x1&distributions.view=ridges";
    const { page } = await viewer.open(fragment, { colorScheme: "light" });
    await page.locator(".chart").waitFor();
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    // Nineteen of them, and the scrubber's again.
    expect(svg.match(/fill-opacity="0.15"/g)).toHaveLength(19);
    expect(svg.match(/fill-opacity="0.35"/g)).toHaveLength(1);
  });

  it("move as a GIF: a frame a time, ten kilobytes and more", async () => {
    const { page } = await viewer.open("distributions?run=switch-1&series=x1");
    await page.locator(".chart").waitFor();
    const { name, bytes } = await downloaded(page, "GIF");
    expect(name).toBe("distributions.gif");
    expect(bytes.subarray(0, 6).toString()).toBe("GIF89a");
    expect(bytes.toString("latin1").split("\u0021\u00f9\u0004")).toHaveLength(
      logged.times.length + 1,
    );
    expect(bytes.length).toBeGreaterThan(10_000);
  });

  it("move as a WebM video: the frames of all times at theirs, and a still end", async () => {
    const { page } = await viewer.open("distributions?run=switch-1&series=x1", {
      colorScheme: "light",
    });
    await page.locator(".chart").waitFor();
    const { name, bytes } = await downloaded(page, "WebM");
    expect(name).toBe("distributions.webm");
    const frames = logged.times.length;
    const places = Array.from({ length: frames }, (_, k) => (8 * (k + 0.5)) / frames);
    const player = await page.context().browser()?.newPage();
    if (!player) throw new Error("there is no browser to play the video");
    const video = await player.evaluate(playVideo, {
      base64: bytes.toString("base64"),
      places: [...places, 9.5],
    });
    expect(video).toMatchObject({ width: 640, height: 360 });
    expect(video.duration).toBeCloseTo((8 * (frames - 1)) / frames + 2, 1);
    video.times.forEach((time, k) => {
      expect(time).toBeCloseTo((8 * Math.min(k, frames - 1)) / frames, 2);
    });
    // The histogram moves from one time to the next, and not at the end.
    expect(new Set(video.pictures.slice(0, -1)).size).toBe(frames);
    expect(video.blue.every((count) => count > 500)).toBe(true);
    await player.close();
  });

  it("are no video where the browser can't encode one", async () => {
    const { page } = await viewer.open("distributions?run=switch-1&series=x1");
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "VideoEncoder"));
    await page.reload();
    await page.locator(".chart").waitFor();
    await page.getByRole("button", { name: "GIF", exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "WebM", exact: true }).count()).toBe(0);
  });

  it("select paths by a brushed band, with the band's share of all paths", async () => {
    const { page } = await viewer.open("distributions?run=switch-1&series=x1");
    const chart = page.locator(".chart").first();
    await chart.waitFor();
    await page.waitForTimeout(300);
    const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.6, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.95, y, { steps: 5 });
    await page.mouse.up();
    const brushed = page.getByRole("region", { name: "Brushed band" });
    await brushed.waitFor();
    const hash = await page.evaluate(() => decodeURIComponent(location.hash));
    const [, low = 0, high = 0] = (/band=([\d.]+),([\d.]+)/.exec(hash) ?? []).map(Number);
    const x1 = logged.series[0];
    const last = x1?.samples.values.map((values) => values.at(-1) ?? Number.NaN) ?? [];
    const inside = last.filter((value) => value >= low && value < high).length;
    expect(inside).toBeGreaterThan(10);
    const text = (await brushed.textContent()) ?? "";
    expect(text).toContain(`on ${inside} of the 100 sample paths`);
    const share = Number(/on ([\d.]+) % of all paths/.exec(text)?.[1]);
    expect(share).toBeGreaterThan(35);
    expect(share).toBeLessThan(65);
    expect(await inked(page.locator(".brushed .chart"), BLUE)).toBeGreaterThan(1000);
    await page.getByRole("button", { name: "Clear" }).click();
    await brushed.waitFor({ state: "detached" });
  });

  it("of two runs are overlaid by the runs' colours", async () => {
    const { page } = await viewer.open("distributions?run=switch-1&run=switch-2&series=x1");
    await page.locator(".chart").waitFor();
    const svg = (await downloaded(page, "SVG")).bytes.toString("utf8");
    expect(svg).toContain(">switch-1</text>");
    expect(svg).toContain(">switch-2</text>");
    for (const [red, green, blue] of [BLUE, VERMILION]) {
      expect(svg).toContain(`stroke="rgb(${red}, ${green}, ${blue})"`);
    }
  });
});

/** Runs in a page: shows a video at some places, in seconds. */
async function playVideo({ base64, places }: { base64: string; places: readonly number[] }) {
  const video = document.createElement("video");
  video.muted = true;
  video.src = `data:video/webm;base64,${base64}`;
  await new Promise((resolve, reject) => {
    video.onloadeddata = resolve;
    video.onerror = () => reject(new Error(video.error?.message));
  });
  const { videoWidth: width, videoHeight: height, duration } = video;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  const times: number[] = [];
  const pictures: string[] = [];
  const blue: number[] = [];
  for (const place of places) {
    // The frame itself: that it has been found is told before it is there.
    const shown = new Promise<number>((resolve) => {
      video.requestVideoFrameCallback((_, { mediaTime }) => resolve(mediaTime));
    });
    video.currentTime = place;
    times.push(await shown);
    context?.drawImage(video, 0, 0);
    const data = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    let [hash, count] = [0, 0];
    for (let i = 0; i < data.length; i += 4) {
      const [red = 0, green = 0, ink = 0] = data.subarray(i, i + 3);
      hash = (hash * 31 + red + green + ink) | 0;
      if (ink - red > 30) count++;
    }
    pictures.push(String(hash));
    blue.push(count);
  }
  return { width, height, duration, times, pictures, blue };
}

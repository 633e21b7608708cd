import { writeFile } from "node:fs/promises";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";

// Draws `media/icon.png`: paths that leave an unstable equilibrium for one of two stable states.

const SIZE = 256;
const BACKGROUND = [11, 42, 58];
const UP = [230, 159, 0];
const DOWN = [86, 180, 233];
const RADIUS = 44;
const PATHS = 9;

/** Each path as points in pixels: a drift to one side, and a little noise. */
function trajectories() {
  let state = 7;
  const random = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32 - 0.5;
  };
  return Array.from({ length: 2 * PATHS }, (_, i) => {
    const side = i % 2 === 0 ? 1 : -1;
    let x = 0.04 * side * (1 + random());
    const points = [];
    for (let k = 0; k <= 90; k++) {
      points.push([28 + (k / 90) * 200, 128 - x * 84]);
      x += 0.085 * x * (1 - x * x) + 0.035 * random() * (0.6 + Math.abs(x));
    }
    return { points, colour: side > 0 ? UP : DOWN };
  });
}

/** Distance of a point from a polyline. */
function distance(points, px, py) {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1];
    const [bx, by] = points[i];
    if (px < ax - 8 || px > bx + 8) continue;
    const t = Math.max(
      0,
      Math.min(
        1,
        ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2),
      ),
    );
    least = Math.min(least, Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay)));
  }
  return least;
}

/** How much of a pixel the rounded square covers. */
function cover(x, y) {
  const dx = Math.max(RADIUS - x, x - (SIZE - RADIUS), 0);
  const dy = Math.max(RADIUS - y, y - (SIZE - RADIUS), 0);
  return Math.max(0, Math.min(1, RADIUS - Math.hypot(dx, dy) + 0.5));
}

function pixels() {
  const paths = trajectories();
  const rows = Buffer.alloc(SIZE * (1 + 4 * SIZE));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      let colour = BACKGROUND;
      for (const { points, colour: own } of paths) {
        const alpha = 0.75 * Math.max(0, Math.min(1, 2.4 - distance(points, x + 0.5, y + 0.5)));
        colour = colour.map((value, c) => value + alpha * (own[c] - value));
      }
      const at = y * (1 + 4 * SIZE) + 1 + 4 * x;
      for (let c = 0; c < 3; c++) rows[at + c] = Math.round(colour[c]);
      rows[at + 3] = Math.round(255 * cover(x + 0.5, y + 0.5));
    }
  }
  return rows;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
// 8 bits a channel, with transparency.
header.set([8, 6, 0, 0, 0], 8);
const png = Buffer.concat([
  Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
  chunk("IHDR", header),
  chunk("IDAT", deflateSync(pixels(), { level: 9 })),
  chunk("IEND", Buffer.alloc(0)),
]);
await writeFile(path.join(import.meta.dirname, "media", "icon.png"), png);

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { mustRun } from "./command.ts";
import { SetupError } from "./setup-error.ts";
import type { Stage } from "./stage.ts";

/** A wheel on PyPI that holds libtensorflow, pinned by its content. */
interface Wheel {
  readonly requirement: string;
  readonly platform: string;
  readonly sha256: string;
}

/** The wheel of each platform; built for Python 3.12, whose part of it isn't used. */
const WHEELS: Readonly<Record<string, Wheel>> = {
  "linux-x64": {
    requirement: "tensorflow-cpu==2.21.0",
    platform: "manylinux_2_27_x86_64",
    sha256: "dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb",
  },
  "linux-arm64": {
    requirement: "tensorflow==2.21.0",
    platform: "manylinux_2_27_aarch64",
    sha256: "b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552",
  },
};

/** Unpacks what is needed of a wheel: the libraries, their headers, and the record of their checksums. */
const UNPACK = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    def wanted(name):
        return (name.startswith(("tensorflow/libtensorflow", "tensorflow/include/"))
                or name.endswith(".dist-info/RECORD"))
    wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if wanted(name)])
`;

/**
 * The wheel for this platform.
 *
 * @throws SetupError if there is none.
 */
export function wheelHere(): Wheel {
  const wheel = WHEELS[`${process.platform}-${process.arch}`];
  if (wheel && !isMusl()) return wheel;
  const platform = `${process.platform} on ${process.arch}${isMusl() ? " with musl" : ""}`;
  throw new SetupError(
    `no Python wheel brings libtensorflow for ${platform}`,
    "Run driftgraph setup tensorflow where tfjs-node's own download works (storage.googleapis.com), or use Linux with glibc.",
  );
}

/** Downloads the wheel with pip, which checks its hash, and unpacks it. */
export async function fetchWheel(
  { folder, reporter }: Stage,
  python: readonly string[],
  site: string,
): Promise<void> {
  const { requirement, platform, sha256 } = wheelHere();
  const requirements = path.join(folder, "requirements.txt");
  const downloads = path.join(folder, "wheel");
  await writeFile(requirements, `${requirement} --hash=sha256:${sha256}\n`);
  await mustRun(
    [
      ...[...python, "-m", "pip", "download", "--no-deps", "--require-hashes", "--no-input"],
      ...["--disable-pip-version-check", "--only-binary=:all:", "--implementation=cp"],
      ...["--python-version=3.12", "--abi=cp312", `--platform=${platform}`],
      ...[`--dest=${downloads}`, `--requirement=${requirements}`],
    ],
    {
      cwd: folder,
      passThrough: reporter.interactive,
      what: `pip could not download ${requirement}`,
      hint:
        "If this machine is offline or behind a firewall, connect it or point pip to an index that it reaches\n" +
        "(pip config set global.index-url URL), or use the library of an installed TensorFlow: --from PYTHON.\n" +
        "Then run driftgraph setup tensorflow again.",
    },
  );
  reporter.step("Unpacking the wheel");
  await rm(site, { recursive: true, force: true });
  await mkdir(site);
  const wheel = await theWheelIn(downloads);
  await mustRun([...python, "-c", UNPACK, wheel, site], {
    cwd: folder,
    what: `${path.basename(wheel)} could not be unpacked`,
    hint: "Run driftgraph setup tensorflow --force to download it again.",
  });
  await rm(downloads, { recursive: true });
}

async function theWheelIn(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.endsWith(".whl"));
  if (name !== undefined) return path.join(folder, name);
  throw new SetupError("pip gave no wheel", "Run driftgraph setup tensorflow --force.");
}

function isMusl(): boolean {
  if (process.platform !== "linux") return false;
  const report: unknown = process.report.getReport();
  return !JSON.stringify(report).includes("glibcVersionRuntime");
}

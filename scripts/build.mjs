import process from "node:process";
import { prepare } from "./prepare.mjs";

process.exitCode = (await prepare()) ? 0 : 1;

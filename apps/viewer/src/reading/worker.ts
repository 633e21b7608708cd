import { expose } from "comlink";
import { LogReader } from "./log-reader.ts";

expose(new LogReader());

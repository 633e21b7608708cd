import { expose } from "comlink";
import { GifEncoder } from "./gif-encoder.ts";

expose(new GifEncoder());

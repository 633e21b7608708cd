export { main, runCommand } from "./main.ts";

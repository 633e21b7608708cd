// What an editor that runs models itself has in common with the command.
export { quoteLine } from "../arguments/quote.ts";
export { UsageError } from "../arguments/usage-error.ts";
export { checkModel } from "../model/check-model.ts";
export { findSyntaxError, type SyntaxPlace, stripTypes } from "../model/strip-types.ts";
export { chooseBackend } from "../run/backend.ts";
export { type EventFileSink, eventFileSink } from "../run/event-file-sink.ts";
export { type RunFolder, runFolder } from "../run/folder.ts";
export { type LoggedRun, startLog } from "../run/logged-run.ts";
export { showDuration } from "../terminal/duration.ts";
export { showCount, showExact, showLarge, showNumber } from "../terminal/number.ts";

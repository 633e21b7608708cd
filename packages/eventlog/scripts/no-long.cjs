// In place of the package `long`, which protobufjs asks for: see src/protobuf/wire-long.ts.
module.exports = null;

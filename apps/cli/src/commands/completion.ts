import { readChoice } from "../arguments/values.ts";
import { type Command, EXIT } from "../command.ts";
import { SCRIPTS, SHELLS } from "../completion/scripts.ts";

/** `driftgraph completion SHELL`. */
export const completion: Command = {
  spec: {
    name: "completion",
    summary: "Print a completion script for your shell",
    positionals: [
      {
        name: "SHELL",
        required: true,
        description: "bash, zsh, fish or powershell",
        completes: SHELLS,
      },
    ],
    options: {},
    examples: [
      { line: 'eval "$(driftgraph completion bash)"', what: "In ~/.bashrc" },
      { line: 'eval "$(driftgraph completion zsh)"', what: "In ~/.zshrc, after compinit" },
      { line: "driftgraph completion fish | source", what: "In ~/.config/fish/config.fish" },
      {
        line: "driftgraph completion powershell | Out-String | Invoke-Expression",
        what: "In your PowerShell $PROFILE",
      },
    ],
  },
  async run(args, terminal) {
    terminal.out(SCRIPTS[readChoice("SHELL", args.positional("SHELL") ?? "", SHELLS)]);
    return EXIT.ok;
  },
};

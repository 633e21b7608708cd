/** The shells that have completion. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** A shell that has completion. */
export type Shell = (typeof SHELLS)[number];

/** Where nothing is offered, each shell falls back to files. */
export const SCRIPTS: { readonly [S in Shell]: string } = {
  bash: `# driftgraph completion for bash; in ~/.bashrc: eval "$(driftgraph completion bash)"
_driftgraph() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(driftgraph complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _driftgraph driftgraph
`,
  zsh: `#compdef driftgraph
# driftgraph completion for zsh; in ~/.zshrc, after compinit: eval "$(driftgraph completion zsh)"
_driftgraph() {
  local -a found
  found=(\${(f)"$(driftgraph complete "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -a found; else _files; fi
}
compdef _driftgraph driftgraph
`,
  fish: `# driftgraph completion for fish; in ~/.config/fish/config.fish: driftgraph completion fish | source
complete -c driftgraph -a '(driftgraph complete (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
  powershell: `# driftgraph completion for PowerShell; in $PROFILE: driftgraph completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName driftgraph -ScriptBlock {
  param($word, $ast, $position)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($word -eq '') { $words += '' }
  driftgraph complete @words 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
};

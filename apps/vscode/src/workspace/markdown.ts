/** A text as Markdown that shows just that. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>]/g, "\\$&");
}

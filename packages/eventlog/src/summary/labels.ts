/** What TensorBoard shows beside a tag; it remembers the first of each tag. */
export interface Labels {
  readonly displayName?: string;
  /** Markdown. */
  readonly description?: string;
}

import type { ComponentChildren } from "preact";

/** What stands where content would be: that there is none yet, or why, and what to do. */
export function Message({
  title,
  problem = false,
  busy = false,
  children,
}: {
  title: string;
  problem?: boolean;
  busy?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <div class="message" role={problem ? "alert" : "status"} aria-busy={busy}>
      <h2 class={problem ? "problem" : undefined}>{title}</h2>
      {children && <p>{children}</p>}
    </div>
  );
}

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Download } from "../charts/chart-files.ts";
import { saveFile } from "./save-file.ts";

export interface PanelFrameProps {
  readonly title: string;
  /** What the panel shows and how it was computed: for the "?". */
  readonly help: ComponentChildren;
  readonly downloads?: readonly Download[];
  /** The panel's own controls, beside its title. */
  readonly controls?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What every panel has: its title, its controls, what it shows ("?"), downloads, full screen. */
export function PanelFrame({ title, help, downloads = [], controls, children }: PanelFrameProps) {
  const section = useRef<HTMLElement>(null);
  const [isHelpShown, showHelp] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isLarge, toggleLarge] = useFullScreen(section);
  const download = async (file: Download): Promise<void> => {
    if (!section.current) return;
    try {
      saveFile(file.name, await file.make(section.current));
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section class={isLarge ? "panel-frame large" : "panel-frame"} aria-label={title} ref={section}>
      <header>
        <h2>{title}</h2>
        <div class="controls">{controls}</div>
        <div class="corner">
          {downloads.map((file) => (
            <button
              key={file.format}
              type="button"
              title={`Download as ${file.format}`}
              onClick={() => void download(file)}
            >
              {file.format}
            </button>
          ))}
          <button
            type="button"
            aria-label={isLarge ? "Leave full screen" : "Full screen"}
            title={isLarge ? "Leave full screen" : "Full screen"}
            aria-pressed={isLarge}
            onClick={toggleLarge}
          >
            <svg class="icon" viewBox="0 0 12 12" aria-hidden="true">
              <path d="M1 4V1h3M8 1h3v3M11 8v3H8M4 11H1V8" />
            </svg>
          </button>
          <button
            type="button"
            aria-label="What this shows"
            title="What this shows"
            aria-expanded={isHelpShown}
            onClick={() => showHelp(!isHelpShown)}
          >
            ?
          </button>
        </div>
      </header>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {isHelpShown && (
        <aside class="about-panel" aria-label={`About: ${title}`}>
          {help}
        </aside>
      )}
      {children}
    </section>
  );
}

/** Whether an element fills the screen, and what toggles it; where pages may not, it fills the page. */
function useFullScreen(element: { readonly current: HTMLElement | null }): [boolean, () => void] {
  const [isLarge, setLarge] = useState(false);
  useEffect(() => {
    const changed = (): void => setLarge(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  const toggle = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (isLarge) setLarge(false);
    else element.current?.requestFullscreen().catch(() => setLarge(true));
  };
  return [isLarge, toggle];
}

import { useEffect, useState } from "preact/hooks";
import { countText } from "../../charts/number-text.ts";
import { useApp } from "../../state/use-app.ts";
import { useFetched } from "../../state/use-fetched.ts";
import type { LoggedTag } from "./tag-groups.ts";

/** Longer texts are cut: the Events panel has them in full. */
const LONGEST = 5000;
/** What a browser draws of what a log may call an image. */
const TYPES: readonly (readonly [beginning: string, type: string])[] = [
  ["\x89PNG", "image/png"],
  ["\xff\xd8\xff", "image/jpeg"],
  ["GIF8", "image/gif"],
  ["RIFF", "image/webp"],
];

/** The last text of a tag, of each run, as it was written. */
export function Texts({ tag, runs }: LoggedTag) {
  const app = useApp();
  const key = JSON.stringify([tag, runs.map(({ name, version }) => [name, version])]);
  const fetched = useFetched(key, () =>
    Promise.all(
      runs.map(async ({ name }) => ({ name, last: (await app.logs.texts(name, tag)).at(-1) })),
    ),
  );
  return (
    <section class="logged-text" aria-label={tag}>
      <h4>{tag}</h4>
      {fetched.state === "failed" && <p class="problem">{fetched.error}</p>}
      {fetched.state === "loaded" &&
        fetched.value.map(({ name, last }) => (
          <div key={name}>
            <p class="faint">{`${name}, step ${countText(last?.step ?? 0)}`}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keys */}
            <pre tabIndex={0}>{(last?.texts ?? []).join("\n").slice(0, LONGEST)}</pre>
          </div>
        ))}
    </section>
  );
}

/** The last images of a tag, of each run. */
export function Images({ tag, runs }: LoggedTag) {
  const app = useApp();
  const key = JSON.stringify([tag, runs.map(({ name, version }) => [name, version])]);
  const fetched = useFetched(key, () =>
    Promise.all(runs.map(async ({ name }) => ({ name, images: await app.logs.images(name, tag) }))),
  );
  return (
    <section class="logged-images" aria-label={tag}>
      <h4>{tag}</h4>
      {fetched.state === "failed" && <p class="problem">{fetched.error}</p>}
      {fetched.state === "loaded" &&
        fetched.value.flatMap(({ name, images }) =>
          images.map(({ step, encoded, width, height }) => (
            <figure key={`${name} ${step}`}>
              <Picture encoded={encoded} label={`${tag} of ${name} at step ${step}`} />
              <figcaption class="faint">{`${name}, step ${countText(step)}, ${width} × ${height}`}</figcaption>
            </figure>
          )),
        )}
    </section>
  );
}

function Picture({ encoded, label }: { encoded: Uint8Array; label: string }) {
  const [url, setUrl] = useState<string>();
  const type = typeOf(encoded);
  useEffect(() => {
    if (!type) return undefined;
    const made = URL.createObjectURL(new Blob([encoded.slice()], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [encoded]);
  // An SVG could bring scripts along: only pictures of pixels are drawn.
  if (!type) return <p class="problem">This is no PNG, JPEG, GIF or WebP.</p>;
  return url === undefined ? null : <img src={url} alt={label} />;
}

function typeOf(encoded: Uint8Array): string | undefined {
  const beginning = String.fromCharCode(...encoded.subarray(0, 4));
  return TYPES.find(([start]) => beginning.startsWith(start))?.[1];
}

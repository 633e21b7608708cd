/** A path from the root of a disk, in any system's form, or as the URL of a file. */
const ABSOLUTE = /^(?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]|\\\\)/;
/** The folders in which people's own folders are. */
const HOMES =
  /(?:\/(?:home|Users)\/|(?<![A-Za-z])[A-Za-z]:(?:\\\\|\\|\/)Users(?:\\\\|\\|\/))[^\s/\\"'`]+|\/root(?=\/)/g;
/** Strings under these names in our documents, as JSON has them. */
const FIELDS = /"(file|command)":("(?:[^"\\]|\\.)*")/g;
/** Words of a command line as they stand there: parts in quotes, quotes by themselves, all else. */
const WORDS = /(?:'[^']*'|"[^"]*"|\\['"]|[^\s'"])+/g;
const QUOTED = /'([^']*)'|"([^"]*)"|\\(['"])/g;

/** What is said otherwise to others. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** What one of our documents says of folders, and what others are told: the model's file, the command line. */
export function replacementsFor(document: string): readonly Replacement[] {
  return [...document.matchAll(FIELDS)].flatMap(([, name, literal = '""']) => {
    const text = parsed(literal);
    if (name === "file") return ofFolder(text);
    const to = text.replace(WORDS, wordWithoutFolder);
    const paths = (text.match(WORDS) ?? []).map((word) => pathOf(unquoted(word)).path);
    return [...(to === text ? [] : [{ from: text, to }]), ...paths.flatMap(ofFolder)];
  });
}

/** A text for others; also where it is JSON. Home folders are `~` in any case. */
export function withoutFolders(text: string, replacements: readonly Replacement[]): string {
  let next = text;
  for (const { from, to } of replacements.toSorted((a, b) => b.from.length - a.from.length)) {
    next = replaced(replaced(next, from, to), inJson(from), inJson(to));
    next = replaced(next, `file://${encodeURI(from)}`, to);
  }
  return next.replace(HOMES, "~");
}

/** Not within a longer path, nor where a quotient in an equation looks like one. */
function replaced(text: string, from: string, to: string): string {
  const literal = from.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return text.replaceAll(new RegExp(`(?<![\\w)\\]}~/.-])${literal}`, "g"), () => to);
}

function ofFolder(path: string): readonly Replacement[] {
  if (!ABSOLUTE.test(path)) return [];
  const folder = path.slice(0, path.length - baseName(path).length);
  const isDisk = /^(?:file:\/\/)?\/?(?:[A-Za-z]:[\\/])?$/.test(folder);
  return isDisk ? [] : [{ from: folder, to: "" }];
}

function wordWithoutFolder(word: string): string {
  const { option, path } = pathOf(unquoted(word));
  return ABSOLUTE.test(path) ? quoted(`${option}${baseName(path)}`) : word;
}

/** The value of an option is told apart from its name. */
function pathOf(word: string): { readonly option: string; readonly path: string } {
  const [, option = "", path = ""] = /^(-{1,2}[\w-]+=)?(.*)$/s.exec(word) ?? [];
  return { option, path };
}

function baseName(path: string): string {
  return /[^/\\]*[/\\]*$/.exec(path)?.[0] ?? path;
}

function unquoted(word: string): string {
  return word.replace(
    QUOTED,
    (_, single = "", double = "", escaped = "") => single + double + escaped,
  );
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./\\~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function parsed(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return "";
  }
}

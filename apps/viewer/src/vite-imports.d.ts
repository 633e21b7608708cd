// What Vite makes of these imports; its own declarations would bring far more.
declare module "*?worker&inline" {
  const WorkerConstructor: new (options?: { readonly name?: string }) => Worker;

  export { WorkerConstructor as default };
}

declare module "*.css?inline" {
  const text: string;

  export { text as default };
}

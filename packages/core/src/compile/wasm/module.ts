import { Bytes } from "./bytes.ts";
import type { FunctionBody } from "./function.ts";

const TYPE_SECTION = 1;
const IMPORT_SECTION = 2;
const FUNCTION_SECTION = 3;
const EXPORT_SECTION = 7;
const CODE_SECTION = 10;
const FUNCTION_TYPE = 0x60;
const MEMORY_KIND = 0x02;
const FUNCTION_KIND = 0x00;
const LIMITS_MAXIMUM = 0x01;
const LIMITS_SHARED = 0x03;
/** 4 GiB in pages of 64 KiB: importing with the largest maximum accepts every memory. */
const MAXIMUM_PAGES = 65536;

/** One WebAssembly module: functions over a single imported memory, `env.memory`. */
export class ModuleBuilder {
  private readonly functions: FunctionBody[] = [];
  private readonly exports: [string, number][] = [];

  private readonly sharedMemory: boolean;

  constructor(sharedMemory: boolean) {
    this.sharedMemory = sharedMemory;
  }

  /** Adds a function and returns its index, which `FunctionBody.call` takes. */
  add(body: FunctionBody): number {
    this.functions.push(body);
    return this.functions.length - 1;
  }

  export(name: string, functionIndex: number): void {
    this.exports.push([name, functionIndex]);
  }

  /** The module in the binary format. */
  encode(): Uint8Array<ArrayBuffer> {
    const out = new Bytes(1 << 16);
    out.append(new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]));
    const { types, typeOf } = this.signatures();
    section(out, TYPE_SECTION, (s) => {
      s.unsigned(types.length);
      for (const type of types) s.append(type);
    });
    section(out, IMPORT_SECTION, (s) => this.encodeMemory(s));
    section(out, FUNCTION_SECTION, (s) => {
      s.unsigned(typeOf.length);
      for (const index of typeOf) s.unsigned(index);
    });
    section(out, EXPORT_SECTION, (s) => this.encodeExports(s));
    section(out, CODE_SECTION, (s) => {
      s.unsigned(this.functions.length);
      for (const body of this.functions) body.encode(s);
    });
    return out.data.slice(0, out.length) as Uint8Array<ArrayBuffer>;
  }

  private signatures(): { types: Uint8Array[]; typeOf: number[] } {
    const known = new Map<string, number>();
    const types: Uint8Array[] = [];
    const typeOf = this.functions.map((body) => {
      const { parameters, results } = body;
      const key = `${parameters.join()}>${results.join()}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      types.push(
        new Uint8Array([
          FUNCTION_TYPE,
          parameters.length,
          ...parameters,
          results.length,
          ...results,
        ]),
      );
      known.set(key, types.length - 1);
      return types.length - 1;
    });
    return { types, typeOf };
  }

  private encodeMemory(s: Bytes): void {
    s.unsigned(1);
    s.name("env");
    s.name("memory");
    s.byte(MEMORY_KIND);
    s.byte(this.sharedMemory ? LIMITS_SHARED : LIMITS_MAXIMUM);
    s.unsigned(1);
    s.unsigned(MAXIMUM_PAGES);
  }

  private encodeExports(s: Bytes): void {
    s.unsigned(this.exports.length);
    for (const [name, index] of this.exports) {
      s.name(name);
      s.byte(FUNCTION_KIND);
      s.unsigned(index);
    }
  }
}

function section(out: Bytes, id: number, write: (content: Bytes) => void): void {
  const content = new Bytes(1024);
  write(content);
  out.byte(id);
  out.unsigned(content.length);
  out.append(content.view());
}

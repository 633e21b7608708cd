// The messages of proto/saved_model.proto as protobufjs takes them: fields in camel case.

type StringMap<Value> = { readonly [key: string]: Value };

export interface TensorInfoMessage {
  readonly name: string;
  readonly dtype: number;
  readonly tensorShape: { readonly dim: readonly { readonly size: number }[] };
}

export interface SignatureMessage {
  readonly inputs: StringMap<TensorInfoMessage>;
  readonly outputs: StringMap<TensorInfoMessage>;
  readonly methodName: string;
}

export interface SavedModelMessage {
  readonly savedModelSchemaVersion: number;
  readonly metaGraphs: readonly {
    readonly metaInfoDef: { readonly tags: readonly string[]; readonly tensorflowVersion: string };
    readonly graphDef: Uint8Array;
    readonly signatureDef: StringMap<SignatureMessage>;
  }[];
}

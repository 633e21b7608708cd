/** TensorFlow's numbers of the types that are used here. */
export const TYPES = { float32: 1, float64: 2, int32: 3, bool: 10 } as const;

/** The numbers of a network: row-major, batch axis first. */
export type Values = Float64Array | Float32Array;

// The functions of each number in the order of the contract. Written by
// `deno task build:kernels`: do not edit.
export const enum Name {
  Relu,
  LeakyRelu,
  Sigmoid,
  Tanh,
  Exp,
  Log,
  Silu,
  GeluTanh,
  Gelu,
}

/** The files that the description of the language promises, by name. */
export const languageFiles: Readonly<Record<string, string>> = {
  neuron: "fc(2,1) -> sigmoid\n",
  "sigmoid-graph": `given x = 0
A: x -> B: neg -> C: exp -> E: shift(1) -> F: recip
expect F = 0.5
expect E.grad = -0.25
expect C.grad = -0.25
expect B.grad = -0.25
expect A.grad = 0.25
`,
  homework: `fc(2,1) -> sigmoid -> mse
given x = [1, 2]
given target = [1]
given fc1.weight = [[0.5, -1]]
given fc1.bias = [0.1]
expect loss = 0.6435
expect fc1.weight.grad = [[-0.2546, -0.5092]]
expect fc1.bias.grad = [-0.2546]
`,
  "matrix-derivative": `fc(3,2)
given x = [[1, 0, 2], [0, 1, 1]]
given y.grad = [[1, 0], [0, 1]]
given fc1.weight = [[1, 2, 3], [4, 5, 6]]
given fc1.bias = [0, 0]
expect y = [[7, 16], [5, 11]]
expect fc1.weight.grad = [[1, 0, 2], [0, 1, 1]]
expect fc1.bias.grad = [1, 1]
expect x.grad = [[1, 2, 3], [4, 5, 6]]
`,
  circuit: `given x = -2
given y = 5
given z = -4
q: add(x, y) -> f: mul(id, z)
expect f = -12
expect x.grad = -4
expect z.grad = 3
`,
  lenet: `input(28,28,1)
  -> conv(5,20) -> maxpool(2)
  -> conv(5,50) -> maxpool(2)
  -> flatten -> fc(500) -> relu -> fc(10) -> cross_entropy
`,
  blocks: `let block(n) = fc(n) -> layernorm -> relu
input(784) -> block(128)*4 -> fc(10) -> cross_entropy
`,
  residual: "input(64) -> residual(fc(64) -> relu -> fc(64))*3 -> fc(10)\n",
  inception: `input(28,28,192) -> concat(
  conv(1,64),
  conv(1,96) -> relu -> conv(3,128,pad=1),
  conv(1,16) -> relu -> conv(5,32,pad=2)) -> relu
`,
  transformer: `let attend(h)      = residual(layernorm -> causal_attention(h))
let ffn(d, f)      = residual(layernorm -> fc(f) -> gelu -> fc(d))
let block(d, h, f) = attend(h) -> ffn(d, f)
input(16) -> embedding(65, 64) -> block(64, 4, 256)*4
  -> layernorm -> fc(65) -> cross_entropy
`,
  skip:
    "input(8) -> h: fc(8) -> relu -> fc(4) -> relu -> fc(8) -> add(id, h)\n",
};

/**
 * Wrong texts of formulas, several inputs and losses, and axes. `⟦ ⟧` stand round the
 * place that is to be marked.
 *
 * @module
 */

/** A wrong text. */
export interface WrongText {
  /** The text, with `⟦ ⟧` round the place. */
  readonly text: string;
  /** What an offered edit makes of the text. */
  readonly mended?: string;
  /** What stands in the message, a label, a note or a help. */
  readonly says?: RegExp;
}

const a = "given a = 1\n";
const ab = "given a = 1\ngiven b = 2\n";

/** A last line behind given values `a`, with what mends it. */
function afterA(line: string, mended: string | RegExp): WrongText {
  return wrong(a, line, mended);
}

function afterAB(line: string, mended: string | RegExp): WrongText {
  return wrong(ab, line, mended);
}

function wrong(
  before: string,
  line: string,
  way: string | RegExp,
): WrongText {
  const text = before + line;
  return typeof way === "string"
    ? { text, mended: before + way }
    : { text, says: way };
}

/** Formulas. */
export const wrongFormulas: readonly WrongText[] = [
  afterA("h = a + ⟦c⟧", /no|unknown|`c`/),
  {
    text: "given alpha = 1\nh = 2*⟦alhpa⟧",
    mended: "given alpha = 1\nh = 2*alpha",
  },
  afterA("h = ⟦2a⟧ + 1", "h = 2*a + 1"),
  afterAB("h = ⟦a b⟧", "h = a*b"),
  afterAB("h = ⟦a(b + 1)⟧", "h = a*(b + 1)"),
  // What is given beside a formula of numbers alone is not used.
  { text: "⟦h⟧ = dropout(0.5)\ninput(2) -> fc(2)", says: /`let`/ },
  afterA("h = ⟦ln⟧(a)", "h = log(a)"),
  {
    text: "act = leaky_relu(0.2)\ninput(2) -> ⟦act⟧",
    mended: "let act = leaky_relu(0.2)\ninput(2) -> act",
  },
  { text: "f(x) = ⟦relu⟧\ninput(2) -> f", says: /`relu\(x\)`/ },
  {
    text: "f = x ⟦->⟧ x^2\ngiven a = 1\nh = f(a)",
    mended: "f(x) = x^2\ngiven a = 1\nh = f(a)",
  },
  {
    text: "f(x⟦,⟧ ) = x^2\ngiven a = 1\nh = f(a)",
    mended: "f(x) = x^2\ngiven a = 1\nh = f(a)",
  },
  afterA("h = a ⟦==⟧ 1", "h = equal(a, 1)"),
  {
    text: "f(t) = t^2\ninput(2) -> f⟦'⟧",
    mended: "f(t) = t^2\ninput(2) -> f",
  },
  {
    text: "f(t) = t^2\ninput(2) -> f⟦'⟧ -> relu",
    mended: "f(t) = t^2\ninput(2) -> f -> relu",
  },
  afterA("f(t) = t^2\nh = f(a)⟦'⟧", "f(t) = t^2\nh = f(a)"),
  {
    text: "f(t) = t^2\n⟦f'()⟧ = 2*t\ninput(2) -> f",
    mended: "f(t) = t^2\nf'(t) = 2*t\ninput(2) -> f",
  },
  {
    text: "f(t) = t^2\nf'⟦(s, t)⟧ = 2*t\ninput(2) -> f",
    mended: "f(t) = t^2\nf'(t) = 2*t\ninput(2) -> f",
  },
  { text: "f(t) = t^2\nf'(t) ⟦=⟧\ninput(2) -> f", says: /missing/ },
  {
    text: "f(t) = relu(t)\nf'(t) = ⟦relu⟧\ninput(2) -> f",
    says: /not a value/,
  },
  afterA("h = ⟦(a + 1)(a + 2)⟧", "h = (a + 1)*(a + 2)"),
  afterA("h = ⟦2(a + 1)⟧", "h = 2*(a + 1)"),
  afterA("h = ⟦sin a⟧", "h = sin(a)"),
  afterA("h = ⟦sin^2(a)⟧", "h = sin(a)^2"),
  afterA("h = a⟦**⟧2", "h = a^2"),
  afterA("h = a⟦×⟧2", "h = a*2"),
  afterA("h = a⟦·⟧2", "h = a*2"),
  afterA("h = a⟦÷⟧2", "h = a/2"),
  afterA("h = ⟦a²⟧ + 1", "h = a^2 + 1"),
  afterA("h = ⟦|a|⟧ + 1", "h = abs(a) + 1"),
  afterA("h ⟦==⟧ a*2", "h = a*2"),
  afterA("h = a ⟦−⟧ 2", "h = a - 2"),
  afterA("h = ⟦√a⟧", "h = sqrt(a)"),
  afterA("h = ⟦π⟧*a", "h = pi*a"),
  afterA("h = ⟦sigmod⟧(a)", "h = sigmoid(a)"),
  afterA("h = ⟦Sigmoid⟧(a)", "h = sigmoid(a)"),
  afterA("h = ⟦σ⟧(a)", "h = sigmoid(a)"),
  afterA("h = ⟦np.exp⟧(a)", "h = exp(a)"),
  afterA("h = ⟦--a⟧", /minus|sign|-/),
  afterA("h = ⟦+a⟧", "h = a"),
  afterA("h = a*⟦/⟧2", /\/|\*/),
  afterA("h = a ⟦+⟧", /after|behind|missing|nothing/),
  afterA("h = ⟦(⟧a + 1", /never closed|opened/),
  afterA("h = a ⟦%⟧ 2", "h = remainder(a, 2)"),
  afterA("h = ⟦[1, 2]⟧ + a", /given/),
  afterA("h = a + ⟦h⟧", /itself/),
  afterAB("y = a\ny_2 = b\n⟦y*2 + y_2⟧", "y = a\ny_2 = b\ny_3 = y*2 + y_2"),
  afterA("h = a*2\n⟦h⟧ = a*3", /twice|already|before/),
  afterA("h = ⟦k⟧*2\nk = a*3", /before|below|later/),
  afterA("h = a*2 ⟦->⟧ tanh", /tanh|arrow|->/),
  { text: "input(2) -> fc(2) ⟦+⟧ tanh", says: /formula|add|pipeline/ },
  {
    text: "⟦net⟧ = fc(2,4) -> tanh\nnet -> fc(1)",
    mended: "let net = fc(2,4) -> tanh\nnet -> fc(1)",
  },
  { text: "⟦x⟧ = [1, 2]\nfc(2,1)", mended: "given x = [1, 2]\nfc(2,1)" },
  afterAB("⟦let⟧ h = a*b", "h = a*b"),
  afterAB("given h = ⟦a*b⟧", "h = a*b"),
  afterA("⟦a*2⟧ -> square", /repeat/),
  { text: "⟦x⟧ = 3\nfc(1,2)", mended: "given x = 3\nfc(1,2)" },
  afterA("h = a*2\nk = ⟦h.grad⟧*2", /grad/),
  {
    text: "fc(2,1) -> mse\nq = ⟦loss⟧*2",
    says: /loss/,
  },
  afterA("⟦sigmoid⟧ = a*2", /layer|built-in/),
  afterA("⟦tanh⟧(t) = t*2\nh = a*2", /layer|built-in/),
  afterA("f(s, ⟦s⟧) = s*2\nh = f(a, a)", /twice/),
  {
    text: "given k = 2\nf(t) = ⟦k⟧*t\nh = f(3)",
    says: /parameter/,
  },
  afterA("f(t) = ⟦f⟧(t)*2\nh = f(a)", /itself/),
  afterA("f(t) = t*2\nh = f(a, ⟦3⟧)", /one|1/),
  afterA("f(s, t) = s*t\nh = ⟦f(a)⟧", /two|2|`t`/),
  {
    text: "f(s, t) = s*t\ninput(3) -> ⟦f⟧",
    says: /one|two|step/,
  },
  afterA("h = ⟦sigmoid⟧ + a", /sigmoid\(|function|value/),
  afterA("h = ⟦fc⟧(a)", /weight|parameter|step/),
  afterA("h = ⟦dropout⟧(a)", /chance|step|random/),
  afterA("h = ⟦mse⟧(a)", /loss/),
  afterA("h = ⟦max()⟧", /value|operand|branch/),
  { text: "⟦g⟧'(t) = 1\nh = 2*3", says: /g/ },
  afterA("f(t) = t^2\nf'(t) = 2*t\nh = ⟦f'⟧(a)", /claim|never|called/),
  afterA("f(t) = t^2\nf'(t) = 2*t\n⟦f'⟧(t) = 3*t\nh = f(a)", /twice|already/),
  afterA(
    "f(s, t) = s*t\n⟦f'⟧(s) = s\nh = f(a, a)",
    /one|parameter|elementwise/,
  ),
  afterA(
    "f(t) = sum(t)\n⟦f'⟧(t) = 1\nh = f(a)",
    /elementwise|number by number/,
  ),
  {
    text: "given a = 1⟦;⟧ h = a*2",
    mended: "given a = 1\nh = a*2",
  },
  { text: "given a = ⟦pi/2⟧\nh = a*2", says: /pi/ },
  { text: "given a = ⟦1/0⟧\nh = a*2", says: /0/ },
  { text: "given a = ⟦1/2/3⟧\nh = a*2", says: /one|\// },
  afterA("h = a^⟦^⟧2", /\^/),
  {
    text: "given a = [1, 2]\nh = max(axis=0, ⟦a⟧)",
    mended: "given a = [1, 2]\nh = max(a, axis=0)",
  },
  { text: "h(⟦2⟧) = 3\nk = h(4)", says: /name/ },
  afterAB("h = a ⟦<⟧ b", "h = less(a, b)"),
];

const image = "image: input(4)\nwords: input(3)\n";

/** Several inputs and losses. */
export const wrongEnds: readonly WrongText[] = [
  { text: "⟦image⟧: input(4)\nwords: input(3)\nwords -> fc(2)", says: /used/ },
  {
    text: `${image}⟦fc⟧(2) -> concat(id, image, words)`,
    says: /image|words|begin/,
  },
  { text: `${image}image -> concat(id, words, ⟦x⟧)`, says: /image|words/ },
  {
    text:
      "⟦a: input(2)⟧ -> h: fc(2)\nb: input(3) -> k: fc(2)\nadd(h, k) -> mse",
    mended:
      "a: input(2)\na -> h: fc(2)\nb: input(3)\nb -> k: fc(2)\nadd(h, k) -> mse",
  },
  {
    text: "b: input(3)\n⟦a: input(2)⟧ -> h: fc(3)\nadd(h, b) -> mse",
    mended: "b: input(3)\na: input(2)\na -> h: fc(3)\nadd(h, b) -> mse",
  },
  {
    text: "⟦input(4)⟧\nwords: input(3)\nwords -> fc(4) -> tanh",
    says: /label|name/,
  },
  {
    text:
      `${image}given image = [[1, 2, 3, 4], [5, 6, 7, 8]]\ngiven words = ⟦[[1, 2, 3]]⟧\nconcat(image, words) -> fc(1)`,
    says: /2|1|example/,
  },
  {
    text: "input(4) -> h: fc(2)\nh -> k: fc(3) -> ⟦l⟧: tanh\nh -> fc(1) -> mse",
    says: /loss|used|end/,
  },
  {
    text: "input(4) -> h: fc(2)\nh -> fc(3) -> ⟦tanh⟧\nh -> fc(1) -> mse",
    says: /loss|used|end/,
  },
  { text: "fc(2,1)\n⟦fc(1,3)⟧", says: /two networks/ },
  {
    text:
      "input(2) -> h: fc(2)\nh -> fc(1) -> mse\nh -> fc(1) -> mse\ngiven ⟦target⟧ = [1]",
    says: /mse1\.target/,
  },
  {
    text:
      "input(2) -> h: fc(2)\nh -> fc(1) -> a: mse\nh -> fc(1) -> b: mae\nexpect ⟦y⟧ = [1]",
    says: /a|b|output|loss/,
  },
  { text: "input(2) -> h: fc(2)\nl = ⟦mse⟧(h)", says: /loss|step/ },
  { text: "input(2) -> ⟦mse⟧ -> fc(1)", says: /loss|last/ },
  // A factor of a loss is its weight.
  ...([
    ["mse⟦*2⟧", "mse(weight=2)"],
    ["mse⟦*0.5⟧", "mse(weight=0.5)"],
    ["mse()⟦*2⟧", "mse(weight=2)"],
    ["huber(delta=2)⟦*3⟧", "huber(delta=2,weight=3)"],
    ["2⟦*⟧mse", "mse(weight=2)"],
    ["0.5⟦*⟧mse", "mse(weight=0.5)"],
    ["mse⟦/⟧4", "mse(weight=1/4)"],
  ] as const).map(([written, mended]) => ({
    text: `fc(2,1) -> ${written}`,
    mended: `fc(2,1) -> ${mended}`,
  })),
  { text: "fc(2,1) -> mse(weight=3)⟦*2⟧", says: /weigh/ },
  { text: "(fc(2,1) -> mse)⟦*2⟧", says: /repeat what stands before it/ },
  {
    text: "let l(n) = mse⟦*n⟧\nfc(2,1) -> l(2)",
    mended: "let l(n) = mse(weight=n)\nfc(2,1) -> l(2)",
  },
  { text: "fc(2,1) -> mse ⟦+⟧ mae", says: /losses are added/ },
  {
    text: "input(2) -> h: (fc(2) -> tanh)\nexpect ⟦h.fc1⟧ = [0, 0]",
    mended: "input(2) -> h: (fc(2) -> tanh)\nexpect fc1 = [0, 0]",
  },
  {
    text: "given a = 1\nb = a*2\nc = b*3\ngiven ⟦b⟧ = 4",
    says: /computed|formula|twice/,
  },
  {
    text: "input(2) -> h: fc(2) -> sum\ngiven ⟦h.grad⟧ = [1, 1]",
    says: /y\.grad|tanh1|last/,
  },
];

/** Axes and shapes. */
export const wrongShapes: readonly WrongText[] = [
  {
    text: "given a = [1, 2]\ngiven b = [1, 2, 3]\nc = ⟦a + b⟧",
    says: /2[^]*3/,
  },
  // What layers refuse of what comes in.
  ...([
    ["input(6) -> reshape(⟦4⟧)", "input(6) -> reshape(6)"],
    ["input(6) -> reshape(2,⟦4⟧)", "input(6) -> reshape(2,3)"],
    ["input(6) -> reshape(-1,⟦4⟧)", "input(6) -> reshape(-1,3)"],
    ["input(4) -> ⟦transpose⟧", "input(4) -> reshape(4,1) -> transpose"],
    ["input(3,4) -> attention(⟦3⟧)", "input(3,4) -> attention(2)"],
    ["input(4) -> ⟦attention(1)⟧", "input(4) -> reshape(4,1) -> attention(1)"],
    ["input(4) -> ⟦gru(3)⟧", "input(4) -> reshape(4,1) -> gru(3)"],
    [
      "input(2,3,4) -> ⟦positional⟧",
      "input(2,3,4) -> reshape(6,4) -> positional",
    ],
    ["input(3,4) -> pad(⟦[1]⟧)", "input(3,4) -> pad(1)"],
    ["input(3,4) -> pad(1,⟦[1]⟧)", "input(3,4) -> pad(1,1)"],
    ["input(4) -> tile(⟦[2,2]⟧)", "input(4) -> tile(2)"],
    ["input(4) -> ⟦conv(3,2)⟧", "input(4) -> reshape(4,1) -> conv(3,2)"],
    ["input(6,6,1) -> conv(⟦[3,3,3]⟧,2)", "input(6,6,1) -> conv(3,2)"],
    [
      "input(4) -> ⟦global_avgpool⟧",
      "input(4) -> reshape(4,1) -> global_avgpool",
    ],
    ["input(4,4,5) -> groupnorm(⟦2⟧)", "input(4,4,5) -> groupnorm(1)"],
    ["input(3,2) -> ctc(blank=⟦2⟧)", "input(3,2) -> ctc(blank=1)"],
    [
      "input(6) -> ⟦affine_grid(4,4)⟧",
      "input(6) -> reshape(2,3) -> affine_grid(4,4)",
    ],
    [
      "input(5,3) -> ⟦affine_grid(4)⟧",
      "input(5,3) -> flatten -> fc(2) -> reshape(1,2) -> affine_grid(4)",
    ],
    [
      "input(2,3,1) -> grid_sample(id, ⟦flatten -> fc(4)⟧)",
      "input(2,3,1) -> grid_sample(id, flatten -> fc(4) -> reshape(2,1,2))",
    ],
    [
      "input(4,1) -> unpool(maxpool(2), ⟦maxpool(2,returns=places) -> flatten⟧, size=4)",
      "input(4,1) -> unpool(maxpool(2), maxpool(2,returns=places) -> flatten -> reshape(2,1), size=4)",
    ],
    [
      "given i = [[0, 3]]\ninput(1,3) -> scatter_elements(fc(4), i, ⟦id⟧)",
      "given i = [[0, 3]]\ninput(1,3) -> scatter_elements(fc(4), i, id -> fc(2))",
    ],
    ["input(4) -> ⟦instancenorm⟧", "input(4) -> reshape(4,1) -> instancenorm"],
    [
      "input(4) -> cross_entropy(weights=⟦[1,2]⟧)",
      "input(4) -> cross_entropy",
    ],
  ] as const).map(([text, mended]) => ({ text, mended })),
  { text: "input(7) -> ⟦reshape(2,3)⟧", says: /product is 7/ },
  { text: "input(4) -> lrn(2, k=⟦0⟧)", says: /`k` is what is added/ },
  { text: "input(5,2) -> ⟦permute(0,0)⟧", says: /permute\(1,0\)/ },
  // Arguments that matter only with another.
  ...([
    ["input(4,1) -> resize(2,⟦slope=-0.5⟧)", "input(4,1) -> resize(2)"],
    [
      "input(4,1) -> resize(2,mode=linear,⟦slope=-0.5⟧)",
      "input(4,1) -> resize(2,mode=cubic,slope=-0.5)",
    ],
    [
      "input(4,1) -> resize(2,⟦outside=none⟧)",
      "input(4,1) -> resize(2,outside=none,mode=linear)",
    ],
    [
      "input(4,1) -> resize(2,⟦round=up⟧,mode=linear)",
      "input(4,1) -> resize(2,mode=linear)",
    ],
    [
      "input(4,1) -> pad(1,mode=edge,⟦value=3⟧)",
      "input(4,1) -> pad(1,mode=constant,value=3)",
    ],
  ] as const).map(([text, mended]) => ({ text, mended })),
  { text: "input(4,3) -> ⟦add⟧(id, fc(2))", says: /3[^]*2/ },
  { text: "input(4,3) -> softmax(axis=⟦2⟧)", says: /0|1|-1/ },
  { text: "input(4,3) -> sum(axis=⟦[0,0]⟧)", says: /twice/ },
  {
    text: "given a = [[1, 2], [3, 4]]\ngiven b = [1, 2, 3]\nc = ⟦matmul(a, b)⟧",
    says: /2[^]*3/,
  },
  { text: "input(5) -> ⟦reshape(-1,4)⟧", says: /5/ },
  { text: "input(4,3) -> reshape(-1,⟦-1⟧)", says: /one|-1/ },
  { text: "input(4) -> residual(⟦fc(1)⟧)", says: /1[^]*4|4[^]*1/ },
  {
    text: "input(2) -> fc(3) -> mse\ngiven x = [1, 2]\ngiven target = ⟦[1]⟧",
    says: /3/,
  },
  { text: "input(4,3) -> sum(axis=0,keep=⟦yes⟧)", says: /axes/ },
  { text: "input(4,3) -> ⟦matmul⟧(id, fc(2))", says: /3[^]*4|4[^]*3/ },
  { text: "input(4) -> ⟦transpose⟧", says: /axes|two|2/ },
];

import type { Lessons } from "./lesson.ts";

/** Lessons on names, arguments, shapes and paths. */
export const meaning: Lessons<"E1"> = {
  E100: {
    text:
      "A name in a pipeline is looked up among the parameters of its `let`, then the `let`s, functions, inputs, given values, labels and formulas, and the built-in layers. In a formula, what stands before a bracket is one of the functions. This one is none of them.\n\n" +
      "`nabla explain layers` lists what is built in. A new layer is composed with `let`, is a function such as `swish(x) = x*sigmoid(x)`, or is written in TypeScript with `defineLayer`.",
    wrong: "fc(2,1) -> sigmod",
    right: "fc(2,1) -> sigmoid",
  },
  E101: {
    text:
      "Names of layers are in lower case, with underscores between words, and case counts.",
    wrong: "fc(2,1) -> LeakyReLU(0.1)",
    right: "fc(2,1) -> leaky_relu(0.1)",
  },
  E102: {
    text:
      "Each layer takes certain arguments, and a `let` those of its parameters. Extra arguments are not ignored, since that would hide that something else was meant.",
    wrong: "fc(2,1) -> relu(3)",
    right: "fc(2,1) -> relu",
  },
  E103: {
    text:
      "An argument without a default is missing: `fc` must know its number of outputs. Its number of inputs follows from the step before.",
    wrong: "input(2) -> fc()",
    right: "input(2) -> fc(3)",
  },
  E104: {
    text:
      "Arguments may be given by name, `fc(2,1,init=he)`, but only by names that the layer has.",
    wrong: "fc(2,1,inti=he)",
    right: "fc(2,1,init=he)",
  },
  E105: {
    text:
      "The argument is of the wrong kind: a word where a number is meant, a number where a branch is meant, or a word that is not one of the choices.",
    wrong: "fc(2,1,init=xavier)",
    right: "fc(2,1,init=glorot)",
  },
  E106: {
    text:
      "A size counts something: outputs, rows, repetitions. It is a whole number of at least 1.",
    wrong: "fc(2,-3)",
    right: "fc(2,3)",
  },
  E107: {
    text:
      "A text may come from anyone, so what it asks for is bounded before memory is taken: parameters that with their gradients take 16 GiB in single precision, and 100,000,000 numbers of one example at one place.",
    wrong: "fc(50000,50000)",
    right: "fc(2000,2000)",
  },
  E108: {
    text:
      "One argument has one value, whether it stands in its place or is given by name.",
    wrong: "fc(2,1,out=3)",
    right: "fc(2,3)",
  },
  E109: {
    text:
      "Some arguments matter only with certain values of another: the slope of a cubic, say, where positions are made by `mode=cubic`. Elsewhere they would be passed over in silence, so that they are an error.",
    wrong: "input(4,4,1) -> resize(2,mode=linear,slope=-0.5)",
    right: "input(4,4,1) -> resize(2,mode=cubic,slope=-0.5)",
  },
  E110: {
    text:
      "`fc(in,out)` multiplies each row of its input by a weight of out × in numbers, so the last axis of the input must hold `in` numbers. The label `gives` points to the number that set the width, however many steps back.\n\n" +
      "The input size can be left out: `fc(out)` takes what it receives.",
    wrong: "fc(2,4) -> relu -> fc(3,1)",
    right: "fc(2,4) -> relu -> fc(1)",
  },
  E111: {
    text:
      "`add`, `mul` and their like work number by number, so all branches must end with the same shape; `concat` joins the last axis and needs all others to be equal. There is no broadcasting: a shape that stretches silently also sums gradients silently, and hides mistakes.\n\n" +
      "In the backward pass, each branch receives a gradient of its own shape.",
    wrong: "input(8) -> add(fc(4), fc(6) -> tanh)",
    right: "input(8) -> add(fc(4), fc(4) -> tanh)",
  },
  E112: {
    text:
      "The first layer must know the size of its input, since its weight has one column for each input. Write it in the layer, `fc(2,4)`, or put `input(2)` before it.",
    wrong: "fc(4) -> relu",
    right: "input(2) -> fc(4) -> relu",
  },
  E113: {
    text:
      "The layer cannot work on an array of this shape. The label says what it needs, and where the shape was set. `nabla show` prints the shape of every step.",
    wrong: "fc(2,3) -> input(4)",
    right: "fc(2,3) -> input(3)",
  },
  E114: {
    text:
      "A loss turns a prediction and a target into one number, and backpropagation starts there. It ends its pipeline, and of several the sum is trained; a prediction stops before it.",
    wrong: "fc(2,1) -> mse -> relu",
    right: "fc(2,1) -> relu -> mse",
  },
  E115: {
    text:
      "A network has at most 10,000 steps once its `let`s and repeats are expanded. Repeats multiply: a block of 100 copies of a block of 100 copies is 10,000.",
    wrong: "input(2) -> relu*20000",
    right: "input(2) -> relu*20",
  },
  E116: {
    text:
      "Nothing in a text can have the name of a built-in layer, no `let`, function, formula, label, given value or parameter, so that `relu` means the same in every text.",
    wrong: "relu: fc(2,1)",
    right: "hidden: fc(2,1)",
  },
  E117: {
    text:
      "A label names one step, so that its path names one array. Steps without a label are named `fc1`, `fc2` and so on, and a label cannot take such a name either. A repeat cannot contain a label, since each copy would have it; a repeated `let` can, since each copy is a block with its own name.",
    wrong: "h: fc(2,3) -> h: relu",
    right: "h: fc(2,3) -> r: relu",
  },
  E118: {
    text:
      "A `let` is a template that is expanded where it is used. One that uses itself would never end, and neither would a formula or a function. To use a piece several times in a row, repeat it with `*n`.",
    wrong: "let f = relu -> f\ninput(2) -> f",
    right: "let f = relu\ninput(2) -> f*3",
  },
  E119: {
    text:
      "A path names a number or an array of the network: a step by its label or name (`h`, `relu1`), a parameter (`fc1.weight`), `x`, `y`, `target` or `loss`, each with `.grad` for its gradient. A formula can use a path too, but none behind it, and what is within a formula has none. `nabla run` prints all of them. A branch after a step can begin with its label.",
    wrong: "fc(2,1) -> sigmoid\ngiven fc1.wieght = [[1, 2]]",
    right: "fc(2,1) -> sigmoid\ngiven fc1.weight = [[1, 2]]",
  },
  E120: {
    text:
      "The array is transposed. A weight is outputs × inputs, one row for each output, so that y = x·Wᵀ + b: the convention of the course and of PyTorch.",
    wrong: "fc(2,3)\ngiven fc1.weight = [[1, 2, 3], [4, 5, 6]]",
    right: "fc(2,3)\ngiven fc1.weight = [[1, 4], [2, 5], [3, 6]]",
  },
  E121: {
    text:
      "The array does not have the shape of its place. A weight is a matrix even with one row, `[[0.5, -1]]`; a bias is a vector even of one number, `[0.1]`; an input has one more axis where there are several examples.",
    wrong: "fc(2,1)\ngiven fc1.weight = [0.5, -1]",
    right: "fc(2,1)\ngiven fc1.weight = [[0.5, -1]]",
  },
  E122: {
    text:
      "All rows of an array have the same length; otherwise it is not a matrix, and no product with it is defined.",
    wrong: "fc(2,1)\ngiven x = [[1, 2], [3]]",
    right: "fc(2,1)\ngiven x = [[1, 2], [3, 4]]",
  },
  E123: {
    text:
      "A loss compares output and target number by number, so they must have equal shapes and the same number of examples. Nothing is stretched to fit: a target of 3 against an output of 3×1 would become a 3×3 table in some libraries, with a loss that means nothing.",
    wrong: "fc(2,1) -> mse\ngiven x = [1, 2]\ngiven target = [1, 2]",
    right: "fc(2,1) -> mse\ngiven x = [1, 2]\ngiven target = [1]",
  },
  E124: {
    text:
      "A value has no input. In the middle of a pipeline it would discard its input, and no gradient would flow back. It can begin a pipeline, or a branch that meets others.",
    wrong: "given q = [3]\nfc(2,1) -> q",
    right: "given q = [3]\nfc(2,1) -> add(id, q)",
  },
  E125: {
    text:
      "Each copy feeds the next, so a repeated step must give as many numbers as it takes.",
    wrong: "fc(2,3)*2",
    right: "fc(2,2)*2",
  },
  E126: {
    text:
      "`residual(f)` computes x + f(x), so f must give the shape that it takes. In the backward pass, the gradient reaches x twice, through f and past it, and the two are added.",
    wrong: "input(4) -> residual(fc(3))",
    right: "input(4) -> residual(fc(4))",
  },
  E127: {
    text:
      "A name has one meaning in a text: inputs, given values, labels, `let`s, functions and formulas share their names. Only parameters may hide others.",
    wrong: "let f = relu\nlet f = tanh\ninput(2) -> f",
    right: "let f = relu\nlet g = tanh\ninput(2) -> f -> g",
  },
  E128: {
    text:
      "An array can be given only once: it would not be clear which of two counts.",
    wrong: "fc(2,1)\ngiven x = [1, 2]\ngiven x = [3, 4]",
    right: "fc(2,1)\ngiven x = [[1, 2], [3, 4]]",
  },
  E129: {
    text:
      "Only the ends of the computation can be given: inputs, targets, parameters, and the gradient of the output if there is no loss. Everything else is computed; to state what it should be, use `expect`.",
    wrong: "fc(2,1) -> h: sigmoid\ngiven h = [1]",
    right: "fc(2,1) -> h: sigmoid\nexpect h = [0.6]",
  },
  E130: {
    text:
      "Backpropagation starts with the gradient of a single number by itself, which is 1: a loss, or an output of one number. An output of several numbers without a loss has no such start, so its gradient must be given.",
    wrong: "fc(2,2)\nexpect fc1.bias.grad = [1, 1]",
    right: "fc(2,2)\ngiven y.grad = [1, 1]\nexpect fc1.bias.grad = [1, 1]",
  },
  E131: {
    text:
      "A gradient tells how the loss changes with an input, a parameter or a value between them. A target is data, and what is made of numbers alone stays as it is. Running statistics such as `batchnorm1.mean` are maintained by forward, not learned, so nothing flows back into them; their values can be given and expected.",
    wrong:
      "fc(2,3,bias=none) -> batchnorm -> fc(1)\nexpect batchnorm1.mean.grad = [0, 0, 0]",
    right:
      "fc(2,3,bias=none) -> batchnorm -> fc(1)\ngiven x = [0, 0]\nexpect batchnorm1.mean = [0, 0, 0]",
  },
  E132: {
    text:
      "`same(h)` uses the step `h` again, with the same parameters. A step without parameters has nothing to share: write it again. To share several steps, define them with `let` and label their use.",
    wrong: "fc(2,3) -> h: relu -> fc(3) -> same(h)",
    right: "fc(2,3) -> h: fc(3) -> relu -> same(h)",
  },
  E133: {
    text:
      "A text is read from the top: inputs, labels, `let`s, functions and formulas are known from their line on. Only `given` may stand anywhere.",
    wrong: "given a = 2\nc = 3*b\nb = a^2",
    right: "given a = 2\nb = a^2\nc = 3*b",
  },
  E134: {
    text:
      "In a formula brackets decide: a name before `(` is a function, and any other is a value. A product needs its sign, `a*(b + 1)`.",
    wrong: "given a = 2\ngiven b = 3\nc = a(b + 1)",
    right: "given a = 2\ngiven b = 3\nc = a*(b + 1)",
  },
  E135: {
    text:
      "A function is no value: what it takes stands behind it in brackets. A `let` stands for steps, which only a pipeline can hold.",
    wrong: "given a = 2\nb = 3*sigmoid",
    right: "given a = 2\nb = 3*sigmoid(a)",
  },
  E136: {
    text:
      "Formulas compute, and keep nothing: layers with weights, layers that draw chance and losses are steps of pipelines. Label such a step, and use the label.",
    wrong: "given a = [1, 2]\nb = 2*fc(a)",
    right: "given a = [1, 2]\na -> h: fc(2)\nb = 2*h",
  },
  E137: {
    text:
      "A formula uses values: given ones, inputs, labels, parameters as `fc1.weight`. Gradients are known only after the backward pass, and of a loss nothing is computed; `loss`, `target` and `y` are names for `given` and `expect`.",
    wrong: "fc(2,1) -> h: tanh\nb = h.grad",
    right: "fc(2,1) -> h: tanh\nb = 2*h",
  },
  E138: {
    text:
      "A function sees its parameters, numbers, `pi`, `e` and the functions before it, so that it means the same wherever it is used. Whatever else it needs is one more parameter.",
    wrong: "given w = 2\nf(t) = w*t\nb = f(3)",
    right: "given w = 2\nf(t, w) = w*t\nb = f(3, w)",
  },
  E139: {
    text:
      "`f'(t) = …` claims the derivative of `f`, a function of the text with one parameter that goes number by number. `check` and `gradcheck` compare the claim with the derivative of the formula.",
    wrong: "f(a, b) = a*b\nf'(a) = a\nb = f(2, 3)",
    right: "f(a) = a^2\nf'(a) = 2*a\nb = f(3)",
  },
  E140: {
    text:
      "A function with one parameter can be a step: it takes what comes in, and needs no brackets. One with several parameters is used in a formula.",
    wrong: "f(a, b) = a*b\ninput(2) -> f",
    right: "f(a) = a*a\ninput(2) -> f",
  },
  E141: {
    text:
      "Between arrows `*3` writes a step three times. A value is no step; the product is a formula, on a line of its own.",
    wrong: "given a = 2\na*2 -> square",
    right: "given a = 2\nb = a*2\nb -> square",
  },
  E142: {
    text:
      "Where a pipeline begins with a layer, `x` is the network's input, and data comes in under this name. A formula cannot take its place.",
    wrong: "x = 3\nfc(1,2)",
    right: "given x = 3\nfc(1,2)",
  },
  E143: {
    text:
      "A pipeline that begins with a layer takes the only input. Where there are several, each has a name and a line of its own, and a pipeline begins with the one it takes.",
    wrong: "a: input(2)\nb: input(2)\nfc(2) -> add(id, b)",
    right: "a: input(2)\nb: input(2)\na -> fc(2) -> add(id, b)",
  },
  E144: {
    text:
      "A line such as `image: input(28,28,1)` declares an input. Data would be asked for that nothing looks at, so that each input must be used.",
    wrong: "a: input(2)\nb: input(2)\na -> fc(2)",
    right: "a: input(2)\nb: input(2)\nadd(a, b) -> fc(2)",
  },
  E145: {
    text:
      "A network with a loss is trained for it. A pipeline whose end nothing uses would do nothing; formulas may be there to look at.",
    wrong: "fc(2,4) -> h: tanh\nh -> fc(1) -> mse\nh -> fc(3)",
    right: "fc(2,4) -> h: tanh\nh -> fc(1) -> mse\nh -> fc(3) -> mse",
  },
  E146: {
    text:
      "Among several losses `target` and `y` could be of any. The target of a loss is `NAME.target`, where `NAME` is its label, or `mse1`, `mse2` and so on; what stands before a loss has a name of its own.",
    wrong:
      "fc(2,4) -> h: tanh\nh -> fc(1) -> mse\nh -> fc(1) -> mse\ngiven target = 1",
    right:
      "fc(2,4) -> h: tanh\nh -> fc(1) -> mse\nh -> fc(1) -> mse\ngiven mse1.target = 1",
  },
  E147: {
    text:
      "All inputs and targets hold the same number of examples: the first example of one belongs to the first of the others.",
    wrong:
      "a: input(1)\nb: input(1)\nadd(a, b) -> fc(1)\ngiven a = [[1], [2]]\ngiven b = [[1], [2], [3]]",
    right:
      "a: input(1)\nb: input(1)\nadd(a, b) -> fc(1)\ngiven a = [[1], [2]]\ngiven b = [[1], [2]]",
  },
};

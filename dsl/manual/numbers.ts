import type { Lessons } from "./lesson.ts";

/** Lessons on expectations, and on what is probably a mistake. */
export const numbers: Lessons<"E2" | "W"> = {
  E201: {
    text:
      "An `expect` line states a number as precisely as it is written: 0.73 stands for anything from 0.725 to 0.735, an integer or a quotient such as 1/3 only for itself. The computed number differs.\n\n" +
      "The note tries simple explanations in this order: the opposite sign, a factor of 2 (from the square of `mse`, say), a factor of the number of examples (a sum in place of a mean), the transpose, the value in place of its gradient, the gradient of another node, the sign inside an exponential. A number that depends on what the text does not give, and nabla drew, is not explained.",
    wrong: "given x = 3\nx -> square\nexpect x.grad = -6",
    right: "given x = 3\nx -> square\nexpect x.grad = 6",
  },
  E202: {
    text:
      "`_` holds the place of a number to work out. `nabla worksheet` writes it, and `nabla grade` marks the number in its place. `nabla check` counts a worksheet on which nothing is filled in and leaves it out.",
    wrong: "given x = 3\nx -> square\nexpect x.grad = _",
    right: "given x = 3\nx -> square\nexpect x.grad = 6",
  },
  E203: {
    text:
      "`a^b` has the derivative a^b·log(a) by its exponent, which only a base above 0 has. An exponent that is a plain number, as in `a^3`, has no gradient, and any base will do.",
    wrong: "given a = -2\ngiven n = 3\nb = a^n\nexpect n.grad = 0",
    right: "given a = -2\nb = a^3\nexpect a.grad = 12",
  },
  E204: {
    text:
      "`f'(x) = …` behind a function claims its derivative. `nabla check` and `nabla gradcheck` compare it with differences of the function, at numbers where that is defined; nothing is computed with it.\n\n" +
      "The note names a slip that gives exactly what is claimed, if there is one: the opposite sign, the function itself, a term that the product rule asks for, the derivative of what is inside, the factor of an exponent, the derivative of another function of the text, a claim that is right at 0 only.",
    wrong: "f(x) = x*exp(x)\nf'(x) = exp(x)\ninput(1) -> f",
    right: "f(x) = x*exp(x)\nf'(x) = exp(x) + x*exp(x)\ninput(1) -> f",
  },
  E205: {
    text:
      "Some layers take certain numbers only: class numbers count from 0 and end before the number of classes, as do the numbers of tokens; indices lie within their axis; counts are not negative.",
    wrong: "given x = [1, 2]\ngiven target = [3]\nfc(2,3) -> cross_entropy",
    right: "given x = [1, 2]\ngiven target = [2]\nfc(2,3) -> cross_entropy",
  },
  W101: {
    text:
      "A `let` that no pipeline uses does nothing. A library, a text of only `let`s and functions, gives no warning: they are for other texts.",
    wrong: "let block = fc(4) -> relu\nfc(2,1)",
    right: "let block = fc(4) -> relu\ninput(2) -> block",
  },
  W102: {
    text:
      "A label is for use by a path in `given` or `expect`, or by a branch that begins with it. In a network without weights it names a node of the computation graph, and in one with a loss a value that `predict --output` can give; there it needs no other use.",
    wrong: "h: fc(2,1) -> sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  W103: {
    text:
      "A function that no formula, no pipeline and no claim uses does nothing. A library, a text of only `let`s and functions, gives no warning.",
    wrong: "f(t) = t^2\ngiven a = 2\nb = 3*a",
    right: "f(t) = t^2\ngiven a = 2\nb = 3*f(a)",
  },
  W104: {
    text:
      "Without a loss the last line is what the network gives. A formula before it that nothing uses and no line expects is probably forgotten.",
    wrong: "given a = 2\nb = 3*a\nc = a^2",
    right: "given a = 2\nb = 3*a\nc = b + a^2",
  },
  W105: {
    text:
      "In formulas `pi` is 3.14159… and `e` is 2.71828…, but not in a text that gives these names to something else.",
    wrong: "given e = 2\nb = 3*e",
    right: "b = 3*e",
  },
  W201: {
    text:
      "`cross_entropy` takes logits and contains softmax, which keeps it exact where probabilities would underflow. With another softmax before it the network still trains, but the gradient is flattened and the loss cannot come near 0.",
    wrong: "fc(4,3) -> softmax -> cross_entropy",
    right: "fc(4,3) -> cross_entropy",
  },
  W202: {
    text:
      "`bce_with_logits` contains sigmoid. Leave the sigmoid out, or use `bce`, which takes probabilities.",
    wrong: "fc(2,1) -> sigmoid -> bce_with_logits",
    right: "fc(2,1) -> bce_with_logits",
  },
  W203: {
    text:
      "`batchnorm` and `instancenorm` subtract the mean of each channel, and with it any bias that was added just before. The gradient of that bias is 0, so it never learns. `layernorm` and `groupnorm` subtract one mean of several channels, so a bias before them has an effect.",
    wrong: "fc(2,4) -> batchnorm -> relu",
    right: "fc(2,4,bias=none) -> batchnorm -> relu",
  },
  W204: {
    text:
      "A loss on logits expects numbers of any sign and size. An activation right before it cuts some of them off: after `relu` no class can be less likely than with logit 0, and where it is 0 no gradient flows.",
    wrong: "fc(4,3) -> relu -> cross_entropy",
    right: "fc(4,3) -> cross_entropy",
  },
  W205: {
    text:
      "Some layers measure numbers against each other: `softmax` divides each by their sum, `layernorm` takes their mean away. Of a single number they make a constant: softmax gives 1 and layernorm its bias, whatever comes in. No gradient passes such a layer, and nothing before it learns. `cross_entropy` contains a softmax. One output for yes or no wants `sigmoid`.",
    wrong: "fc(2,1) -> softmax -> bce",
    right: "fc(2,1) -> sigmoid -> bce",
  },
  W206: {
    text:
      "Each loss takes numbers of one kind: `bce` probabilities between 0 and 1, `nll` and `kl` log probabilities, which are at most 0, `poisson(input=rate)` rates of at least 0. Other numbers give a loss that can fall without end, or is not a number, while the network learns nothing.\n\n" +
      "`nabla explain` of a loss says what it takes. The layer that makes such numbers goes right before it: `sigmoid`, `log_softmax` or `softplus`.",
    wrong: "fc(2,3) -> softmax -> nll",
    right: "fc(2,3) -> log_softmax -> nll",
  },
  W207: {
    text:
      "`hinge` wants scores below 0 for one answer and above 0 for the other. After an activation such as `relu` or `sigmoid` no score is below 0, so one of the answers is never given.",
    wrong: "fc(2,1) -> sigmoid -> hinge",
    right: "fc(2,1) -> hinge",
  },
  W208: {
    text:
      "`relu` is level below 0, and no gradient passes it there. As the last step it can be 0 for every example: then nothing learns, from the first step or from some later one. Numbers of any size need no activation there; for numbers above 0 `softplus` has a slope everywhere.",
    wrong: "fc(2,8) -> relu -> fc(1) -> relu -> mse",
    right: "fc(2,8) -> relu -> fc(1) -> softplus -> mse",
  },
  W209: {
    text:
      "Both branches stretch: an axis of 1 on one side takes the size of the other side, and another axis the other way round. That makes a table of all pairs, which is right for distances between points, and a common mistake where a column meets a row.",
    wrong: "input(3,1) -> sub(id, transpose)",
    right: "input(3,1) -> sub(id, tanh)",
  },
  W210: {
    text:
      "A layer with one output is added to several numbers: the same number goes to each of them. A bias of that kind is rarely meant; the branches should have the same width.",
    wrong: "input(8) -> add(fc(4), fc(1))",
    right: "input(8) -> add(fc(4), fc(4))",
  },
};

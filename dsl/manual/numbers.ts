import type { Lessons } from "./lesson.ts";

/** Lessons on expectations, and on what is probably a mistake. */
export const numbers: Lessons<"E2" | "W"> = {
  E201: {
    text: [
      "An `expect` line states a number as precisely as it is written: 0.73 is held by anything from 0.725 to 0.735, an integer only by itself. The computed number is another.",
      "The note tries cheap explanations, in this order: the opposite sign, a factor of 2 (from the square of `mse`, say), a factor of the number of examples (a sum where a mean is taken), the transpose, the value in place of its gradient, the gradient of another node.",
    ],
    wrong: "given x = 3\nx -> square\nexpect x.grad = -6",
    right: "given x = 3\nx -> square\nexpect x.grad = 6",
  },
  E202: {
    text: [
      "`_` holds the place of a number that is to be worked out. `nabla worksheet` puts it there, `nabla grade` marks what was written in its place.",
    ],
    wrong: "given x = 3\nx -> square\nexpect x.grad = _",
    right: "given x = 3\nx -> square\nexpect x.grad = 6",
  },
  W101: {
    text: [
      "A `let` that no pipeline uses does nothing. In a library, a text of `let`s alone, it is there for others and no warning is given.",
    ],
    wrong: "let block = fc(4) -> relu\nfc(2,1)",
    right: "let block = fc(4) -> relu\ninput(2) -> block",
  },
  W102: {
    text: [
      "A label is there to be named: by a path in `given` or `expect`, or by a branch that begins with it.",
    ],
    wrong: "h: fc(2,1) -> sigmoid",
    right: "fc(2,1) -> sigmoid",
  },
  W201: {
    text: [
      "`cross_entropy` takes logits and contains softmax, which keeps it exact where probabilities would underflow. With another softmax before it the network still trains, but the gradient is flattened and the loss cannot come near 0.",
    ],
    wrong: "fc(4,3) -> softmax -> cross_entropy",
    right: "fc(4,3) -> cross_entropy",
  },
  W202: {
    text: [
      "`bce_with_logits` contains sigmoid. Leave the sigmoid out, or use `bce`, which takes probabilities.",
    ],
    wrong: "fc(2,1) -> sigmoid -> bce_with_logits",
    right: "fc(2,1) -> bce_with_logits",
  },
  W203: {
    text: [
      "`batchnorm` and `instancenorm` take the mean of each channel away, and with it whatever bias was added just before. Its gradient is 0: a parameter that never learns. `layernorm` and `groupnorm` take one mean of several channels away, so a bias before them has an effect.",
    ],
    wrong: "fc(2,4) -> batchnorm -> relu",
    right: "fc(2,4,bias=none) -> batchnorm -> relu",
  },
  W204: {
    text: [
      "A loss on logits expects numbers of any sign and size. An activation right before it cuts some of them off: after `relu` no class can be less likely than with logit 0, and where it is 0 no gradient flows.",
    ],
    wrong: "fc(4,3) -> relu -> cross_entropy",
    right: "fc(4,3) -> cross_entropy",
  },
};

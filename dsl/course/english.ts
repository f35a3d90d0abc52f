import type { CourseWords } from "./words.ts";

/** The course in English. */
export const english: CourseWords = {
  "2.1-difference-quotient-formulas": {
    title: "A gradient by trying it out",
    text: [
      "The gradient of a number says how fast the result moves when that number moves. The plainest way to find it is to try: move the number a little, see how far the result goes, and divide.",
      "Take J(x) = x², at x = 3. Calculus says that J'(3) = 2·3 = 6. What does the quotient (J(x + h) − J(x)) / h say for h = 0.001?",
      "It is close, but not 6: a step that is too large misses the curve, one that is too small drowns in rounding. And each number of a network needs a run of its own, so that a million weights need a million runs. The rest of this course is about a better way.",
    ],
    hints: [
      "Compute x + h first, then both squares.",
      "3.001² is 9.006001, and 3² is 9.",
      "The difference is 0.006001; divide it by 0.001.",
    ],
  },
  "2.2-computation-graph-formulas": {
    title: "A function as a graph",
    text: [
      "The sigmoid, 1 / (1 + e^(−x)), looks like one formula. It is a chain of small ones, and each of them is easy: turn the sign, take the exponential, add 1, take the reciprocal.",
      "Give each value on the way a name, and the formula becomes a graph: A → B → C → E → F. Going through it from the first to the last is called the forward pass.",
      "Go forward from A = 0.",
    ],
    hints: [
      "Work from the top line to the bottom line; each uses the one above it.",
      "exp(0) is 1.",
      "E is 1 + 1, and F is one half.",
    ],
  },
  "2.3-backward-formulas": {
    title: "The way back",
    text: [
      "Now the other way. F.grad is how fast F moves when F moves: 1. Each step before it asks two things: how fast does the next value move when I move (the local derivative), and how fast does F move when the next value moves (the gradient from above)? Their product is its own gradient. That is the chain rule.",
      "F = 1/E has the local derivative −1/E². E = C + 1 has 1. C = exp(B) has exp(B), which is C itself. B = −A has −1.",
      "One pass backward gives all gradients, for about the price of one pass forward. That is why it is called backpropagation and why networks can be trained at all.",
    ],
    hints: [
      "Start at F with 1 and go up, line by line: local derivative × gradient from above.",
      "E is 2, so the local derivative of F by E is −1/4.",
      "E.grad is −1/4; C.grad is 1 · −1/4; B.grad is C · −1/4 with C = 1; A.grad turns the sign.",
    ],
  },
  "2.4-sigmoid-as-a-layer": {
    title: "A chain becomes a layer",
    text: [
      "Nobody wants to write five nodes for each sigmoid. Multiply the local derivatives of the chain, and something neat comes out: σ'(x) = σ(x)·(1 − σ(x)). The derivative needs nothing but the value.",
      "So the whole chain can be one step, a layer: forward computes y = σ(x), backward multiplies the gradient from above by y·(1 − y).",
      "Compute both at x = 1.5. Four decimals are enough.",
    ],
    hints: [
      "First y = 1 / (1 + exp(−1.5)).",
      "exp(−1.5) is 0.2231, so y is 1 / 1.2231.",
      "y is 0.8176; the gradient is 0.8176 · (1 − 0.8176).",
    ],
  },
  "2.4-sigmoid-derivative": {
    title: "Say the derivative yourself",
    text: [
      "Here is the sigmoid as a function of your own. A line with a prime claims its derivative: nabla holds the claim against differences, and shows where it is wrong and by what.",
      "Write the derivative of sigma. You may use sigma itself in it.",
    ],
    hints: [
      "Use the rule from the lesson before: it needs only the value.",
      "The value is sigma(x), and what is missing to 1 is 1 - sigma(x).",
      "sigma(x)*(1 - sigma(x))",
    ],
  },
  "2.4-wrong-sigmoid": {
    title: "A mistake that a checker finds",
    text: [
      "The program that this course began from has 1 / (1 + exp(x)) for its sigmoid: a sign is missing. Its derivative was that of the right sigmoid. Nothing crashed, and every number looked plausible.",
      "The function falls where it should rise, so that every gradient comes back with the wrong sign. A comparison with differences shows it at once.",
      "What is the derivative of the function as it stands here?",
    ],
    hints: [
      "Compare it with sigma: falling(x) is sigma(−x).",
      "By the chain rule the inner −x brings a factor of −1.",
      "-falling(x)*(1 - falling(x))",
    ],
  },
  "2.5-neuron-formula": {
    title: "One neuron on paper",
    text: [
      "A neuron multiplies each input by a weight, adds a bias, and sends the sum through an activation, here the sigmoid.",
      "Forward: b1, then h1. Backward: h1.grad is 1; b1.grad is h1·(1 − h1). From there, a product passes to each factor the gradient times the other factor, and a sum passes the gradient to each term as it is.",
      "So a weight's gradient is the input times b1.grad, and an input's gradient is the weight times b1.grad.",
    ],
    hints: [
      "b1 is 0.5·1 + (−1)·2 + 0.1.",
      "h1 is sigmoid(−1.4) = 0.1978, so b1.grad is 0.1978 · 0.8022 = 0.1587.",
      "Multiply 0.1587 by a1, a2, 1, w11 and w12 in turn.",
    ],
  },
  "2.5-one-neuron": {
    title: "The same neuron as two layers",
    text: [
      "The same numbers again, as a network: fc(2,1) is fully connected, from two inputs to one output, with a matrix of weights and a bias; sigmoid follows it.",
      "Every layer has the same two functions. Forward takes x and gives y. Backward takes the gradient of y and gives the gradient of x, and of its weights and its bias if it has any.",
    ],
    hints: [
      "These are the numbers of the lesson before, in arrays.",
      "fc1.weight has one row, for the one output: [[w11, w12]].",
      "The gradients are 0.1587 times x for the weight, 0.1587 for the bias, 0.1587 times the weight for x.",
    ],
  },
  "2.6-layers-combine": {
    title: "Layers combine",
    text: [
      "Since all layers have one interface, they can be chained: the gradient that one gives for its x is the gradient that the one before takes for its y.",
      "Two neurons, then one that looks at both. Go back layer by layer: the second fc first, then h, then the first fc.",
      "A value that several outputs use gets the sum of what comes back from them. Here x feeds two neurons, so x.grad has two terms for each number.",
    ],
    hints: [
      "Forward first: h = sigmoid of (−1.4, 1.55), then y = sigmoid(h₁ − 2·h₂ + 0.5).",
      "The gradient in front of the last sigmoid is y·(1 − y) = 0.2009: it is fc2.bias.grad, and times h it is fc2.weight.grad.",
      "h.grad is 0.2009 · [1, −2]. Multiply each by h·(1 − h) to get fc1.bias.grad; times x that is fc1.weight.grad.",
    ],
  },
  "4.1-matrix-derivative": {
    title: "The derivative by a matrix",
    text: [
      "With several outputs and several examples, the numbers are matrices: y = x·Wᵀ + b, one row of W for each output, one row of x for each example.",
      "Backward is two products: W.grad = y.gradᵀ·x and x.grad = y.grad·W. Check the shapes: they fit in no other way. The bias gets the sum of y.grad over the examples.",
      "The gradient of y is given here, so that no loss is needed.",
    ],
    hints: [
      "y[0][0] is 1·1 + 0·2 + 2·3.",
      "y.grad is the unit matrix, so W.grad is x, and x.grad is W.",
      "bias.grad adds the rows of y.grad: [1 + 0, 0 + 1].",
    ],
  },
  "4.2-two-outputs": {
    title: "Two neurons, two examples",
    text: [
      "The homework: a layer with two nodes, with the sigmoid behind it. Each example asks for one output only, which is what the given y.grad says.",
      "First multiply y.grad by y·(1 − y), number by number. What comes out is the gradient behind the fc, and the two matrix products do the rest.",
    ],
    hints: [
      "Before the sigmoid: [[−1.4, 1.4], [1.1, −0.35]].",
      "Behind the sigmoid the gradient is [[0.1587, 0], [0, 0.2425]].",
      "fc1.weight.grad is its transpose times x; x.grad is it times the weight.",
    ],
  },
  "4.3-two-layers": {
    title: "Two layers and a loss",
    text: [
      "A whole network. mse is the mean of (y − target)² over the outputs; its gradient is 2·(y − target)/2 for two outputs, which is y − target.",
      "Then back through the sigmoid, the fc, the sigmoid, the fc: four times the same two questions. Nothing new is needed for a network of a hundred layers.",
    ],
    hints: [
      "y is [0.7862, 0.3403]: the gradient of the loss by y is [−0.2138, 0.3403].",
      "Times y·(1 − y) it is fc2.bias.grad: [−0.0359, 0.0764]. Its outer product with h is fc2.weight.grad.",
      "h.grad is fc2.bias.grad times fc2.weight; times h·(1 − h) it is fc1.bias.grad.",
    ],
  },
  "5.1-gradient-descent": {
    title: "Learning is a step downhill",
    text: [
      "A model, data, a loss: y should be twice x, and the weight is 1. The loss says how wrong that is, its gradient which way is up. Training goes the other way: weight − rate · weight.grad, again and again.",
      "Compute the loss and both gradients over the three examples; the loss is the mean of three squares.",
      "With a rate of 0.05 the weight becomes 1 + 0.05 · 9.3333 = 1.4667 and the bias 0.2. Put these in, and the loss falls from 4.67 to 0.94. That is all that training is.",
    ],
    hints: [
      "y is [1, 2, 3], so y − target is [−1, −2, −3].",
      "The loss is (1 + 4 + 9)/3. A gradient is the mean of 2·(y − target) times what the parameter is multiplied with.",
      "weight.grad is 2·(−1·1 − 2·2 − 3·3)/3; bias.grad is 2·(−1 − 2 − 3)/3.",
    ],
  },
};

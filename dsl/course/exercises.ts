/** The exercises with their answers, in the order of the course. */
export const exercises = {
  "2.1-difference-quotient-formulas": `given x = 3
given h = 0.001
difference = (x + h)^2 - x^2
quotient = difference/h
expect difference = 0.006001
expect quotient = 6.001`,
  "2.2-computation-graph-formulas": `given A = 0
B = -A
C = exp(B)
E = C + 1
F = 1/E
expect B = 0
expect C = 1
expect E = 2
expect F = 0.5`,
  "2.3-backward-formulas": `given A = 0
B = -A
C = exp(B)
E = C + 1
F = 1/E
expect F.grad = 1
expect E.grad = -1/4
expect C.grad = -1/4
expect B.grad = -1/4
expect A.grad = 1/4`,
  "2.4-sigmoid-as-a-layer": `given x = 1.5
x -> sigmoid
expect y = 0.8176
expect x.grad = 0.1491`,
  "2.4-sigmoid-derivative": `sigma(x) = 1/(1 + exp(-x))
sigma'(x) = sigma(x)*(1 - sigma(x))
given a = 1.5
h = sigma(a)
expect h = 0.8176
expect a.grad = 0.1491`,
  "2.4-wrong-sigmoid": `falling(x) = 1/(1 + exp(x))
falling'(x) = -falling(x)*(1 - falling(x))
given a = 1.5
h = falling(a)
expect h = 0.1824
expect a.grad = -0.1491`,
  "2.5-neuron-formula": `given a1 = 1
given a2 = 2
given w11 = 0.5
given w12 = -1
given bias1 = 0.1
b1 = w11*a1 + w12*a2 + bias1
h1 = sigmoid(b1)
expect b1 = -1.4
expect h1 = 0.1978
expect b1.grad = 0.1587
expect w11.grad = 0.1587
expect w12.grad = 0.3174
expect bias1.grad = 0.1587
expect a1.grad = 0.0793
expect a2.grad = -0.1587`,
  "2.5-one-neuron": `fc(2,1) -> sigmoid
given x = [1, 2]
given fc1.weight = [[0.5, -1]]
given fc1.bias = [0.1]
expect y = [0.1978]
expect fc1.weight.grad = [[0.1587, 0.3174]]
expect fc1.bias.grad = [0.1587]
expect x.grad = [0.0793, -0.1587]`,
  "2.6-layers-combine": `fc(2,2) -> h: sigmoid -> fc(2,1) -> sigmoid
given x = [1, 2]
given fc1.weight = [[0.5, -1], [0.25, 0.75]]
given fc1.bias = [0.1, -0.2]
given fc2.weight = [[1, -2]]
given fc2.bias = [0.5]
expect h = [0.1978, 0.8249]
expect y = [0.2785]
expect fc2.weight.grad = [[0.0397, 0.1657]]
expect fc2.bias.grad = [0.2009]
expect h.grad = [0.2009, -0.4019]
expect fc1.weight.grad = [[0.0319, 0.0638], [-0.0580, -0.1161]]
expect fc1.bias.grad = [0.0319, -0.0580]
expect x.grad = [0.0014, -0.0754]`,
  "4.1-matrix-derivative": `fc(3,2)
given x = [[1, 0, 2], [0, 1, 1]]
given y.grad = [[1, 0], [0, 1]]
given fc1.weight = [[1, 2, 3], [4, 5, 6]]
given fc1.bias = [0, 0]
expect y = [[7, 16], [5, 11]]
expect fc1.weight.grad = [[1, 0, 2], [0, 1, 1]]
expect fc1.bias.grad = [1, 1]
expect x.grad = [[1, 2, 3], [4, 5, 6]]`,
  "4.2-two-outputs": `fc(2,2) -> sigmoid
given x = [[1, 2], [0, -1]]
given y.grad = [[1, 0], [0, 1]]
given fc1.weight = [[0.5, -1], [1, 0.25]]
given fc1.bias = [0.1, -0.1]
expect y = [[0.1978, 0.8022], [0.7503, 0.4134]]
expect fc1.weight.grad = [[0.1587, 0.3174], [0.0000, -0.2425]]
expect fc1.bias.grad = [0.1587, 0.2425]
expect x.grad = [[0.0793, -0.1587], [0.2425, 0.0606]]`,
  "4.3-two-layers": `fc(3,4) -> h: sigmoid -> fc(4,2) -> sigmoid -> mse
given x = [1, -1, 2]
given target = [1, 0]
given fc1.weight = [[0.1, 0.2, 0.3], [-0.1, 0.4, 0.2], [0.5, -0.5, 0.1], [0.3, 0.3, -0.4]]
given fc1.bias = [0, 0.1, -0.1, 0.2]
given fc2.weight = [[0.5, -0.25, 1, 0.75], [-1, 0.5, 0.25, -0.5]]
given fc2.bias = [0.1, -0.3]
expect h = [0.6225, 0.5000, 0.7503, 0.3543]
expect y = [0.7862, 0.3403]
expect loss = 0.0807
expect fc2.weight.grad = [[-0.0224, -0.0180, -0.0270, -0.0127], [0.0475, 0.0382, 0.0573, 0.0271]]
expect fc2.bias.grad = [-0.0359, 0.0764]
expect h.grad = [-0.0944, 0.0472, -0.0168, -0.0651]
expect fc1.bias.grad = [-0.0222, 0.0118, -0.0032, -0.0149]`,
  "5.1-gradient-descent": `fc(1,1) -> mse
given x = [[1], [2], [3]]
given target = [[2], [4], [6]]
given fc1.weight = [[1]]
given fc1.bias = [0]
expect loss = 4.6667
expect fc1.weight.grad = [[-9.3333]]
expect fc1.bias.grad = [-4]`,
} as const satisfies Readonly<Record<string, string>>;

/** What a lesson is called in links and in what a learner has done. */
export type CourseLessonId = keyof typeof exercises;

/** The lessons in order. */
export const lessonIds = Object.keys(exercises).filter(isCourseLessonId);

function isCourseLessonId(name: string): name is CourseLessonId {
  return Object.hasOwn(exercises, name);
}

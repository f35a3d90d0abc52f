/**
 * Layers that draw in training, in PyTorch, whose draws are its own.
 *
 * @module
 */

import { expression, type Lowerings, py, torchAxis } from "./lines.ts";

export const noise: Lowerings = {
  dropout: expression(({ x, args: { p, axis } }) =>
    axis === undefined
      ? `F.dropout(${x}, ${py(p)}, self.training)`
      : `drop_along(${x}, ${py(p)}, ${py(torchAxis(axis))}, self.training)`
  ),
  dropout2d: expression(({ x, args: { p } }) =>
    `drop_along(${x}, ${py(p)}, -1, self.training)`
  ),
  gaussian_noise: expression(({ x, args: { sd } }) =>
    `${x} + ${py(sd)} * torch.randn_like(${x}) if self.training else ${x}`
  ),
  gaussian_dropout: expression(({ x, args: { p } }) => {
    const deviation = Math.sqrt(Number(p) / (1 - Number(p)));
    return `${x} * (1 + ${
      py(deviation)
    } * torch.randn_like(${x})) if self.training else ${x}`;
  }),
  alpha_dropout: expression(({ x, args: { p } }) =>
    `F.alpha_dropout(${x}, ${py(p)}, self.training)`
  ),
};

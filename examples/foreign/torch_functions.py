"""Functions and modules of PyTorch:

    nabla gradcheck --python examples/foreign/torch_functions.py:Swish
"""

import torch


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return dy * (s + x * s * (1 - s))


Swish_at = [torch.tensor([[-1.0, 0.5, 2.0], [0.1, -3.0, 1.0]], dtype=torch.float64)]


# The second term of the derivative is left out.
class HastySwish(Swish):
    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        return dy * torch.sigmoid(x)


HastySwish_at = Swish_at


# Of a module the parameters are checked as well, with its own functions within it.
class Gate(torch.nn.Module):
    def __init__(self, swish):
        super().__init__()
        self.linear = torch.nn.Linear(3, 2)
        self.swish = swish

    def forward(self, x):
        return self.swish.apply(self.linear(x))


torch.manual_seed(0)
gate = Gate(Swish).double()
gate_at = Swish_at

hasty_gate = Gate(HastySwish).double()
hasty_gate_at = Swish_at

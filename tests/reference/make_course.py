"""Prints the numbers of examples/course/*.nn, by PyTorch in double precision.

    /usr/bin/python3 tests/reference/make_course.py

Nothing depends on it: the numbers stand in the exercises.
"""

import torch

torch.set_default_dtype(torch.float64)


def show(title, **arrays):
    print(title)
    for name, tensor in arrays.items():
        print(f"  {name} = {[[round(v, 4) for v in row] for row in tensor.detach().reshape(-1, tensor.shape[-1] if tensor.dim() else 1).tolist()]}")


def parameter(*values):
    return torch.tensor(values, requires_grad=True)


x, w, b = parameter(1.0, 2.0), parameter([0.5, -1.0]), parameter(0.1)
y = torch.sigmoid(w @ x + b)
y.sum().backward()
show("2.5", y=y, dw=w.grad, db=b.grad, dx=x.grad)

x = parameter(1.5)
y = torch.sigmoid(x)
y.sum().backward()
show("2.4", y=y, dx=x.grad)

x = parameter(1.0, 2.0)
w1, b1 = parameter([0.5, -1.0], [0.25, 0.75]), parameter(0.1, -0.2)
w2, b2 = parameter([1.0, -2.0]), parameter(0.5)
h = torch.sigmoid(w1 @ x + b1)
y = torch.sigmoid(w2 @ h + b2)
h.retain_grad()
y.sum().backward()
show("2.6", h=h, y=y, dh=h.grad, dw1=w1.grad, db1=b1.grad, dw2=w2.grad, db2=b2.grad, dx=x.grad)

x = parameter([1.0, 2.0], [0.0, -1.0])
w, b = parameter([0.5, -1.0], [1.0, 0.25]), parameter(0.1, -0.1)
y = torch.sigmoid(x @ w.T + b)
y.backward(torch.tensor([[1.0, 0.0], [0.0, 1.0]]))
show("4.2", y=y, dw=w.grad, db=b.grad, dx=x.grad)

x = parameter(1.0, -1.0, 2.0)
w1 = parameter([0.1, 0.2, 0.3], [-0.1, 0.4, 0.2], [0.5, -0.5, 0.1], [0.3, 0.3, -0.4])
b1 = parameter(0.0, 0.1, -0.1, 0.2)
w2, b2 = parameter([0.5, -0.25, 1.0, 0.75], [-1.0, 0.5, 0.25, -0.5]), parameter(0.1, -0.3)
h = torch.sigmoid(w1 @ x + b1)
y = torch.sigmoid(w2 @ h + b2)
h.retain_grad()
loss = ((y - torch.tensor([1.0, 0.0])) ** 2).mean()
loss.backward()
show("4.3", h=h, y=y, loss=loss, dh=h.grad, dw1=w1.grad, db1=b1.grad, dw2=w2.grad, db2=b2.grad)

a, t = parameter(1.0, 2.0), torch.tensor([1.0, 0.0])
w, b = parameter([0.5, -1.0], [1.0, 0.25]), parameter(0.1, -0.1)
s = w @ a + b
h = torch.sigmoid(s)
s.retain_grad(), h.retain_grad()
J = ((h - t) ** 2).sum()
J.backward()
show("4.2 as formulas", h=h, J=J, dh=h.grad, db=s.grad, dw=w.grad, da=a.grad)

a = parameter(1.5)
y = 1 / (1 + torch.exp(a))
y.sum().backward()
show("2.4, the lesson's sigmoid", y=y, da=a.grad)

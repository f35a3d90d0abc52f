"""What the scripts that make reference numbers share.

Format of a file: {"torch": version, "cases": [case, ...]}. A case has
  text        the network in nabla's language
  batch       the number of examples
  mode        "infer" where it is not "train"
  inputs      arrays by name, flat and row-major: x, target where there is a
              loss, dy (the upstream gradient) where there is none; where several
              inputs are declared, each by its name
  targetShape the target's shape for one example, where there is a loss
  parameters  arrays by path, such as fc1.weight
  outputs     arrays by name: y, dx, loss where there is one, and the gradient
              of each parameter as <path>.grad; the value of a parameter that
              forward keeps up, as running statistics, as <path>
Weights that nabla holds in another layout than PyTorch are turned by the script.
"""

import json
import os

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def flat(tensor):
    return tensor.detach().reshape(-1).tolist()


def input_text(shape):
    return "input(" + ",".join(str(n) for n in shape) + ")"


class Cases:
    """Cases of one file, in order."""

    def __init__(self, seed):
        torch.manual_seed(seed)
        self.cases = []

    def record(self, text, batch, x, run, parameters=None, target=None, dy=None,
               state=None, mode="train", has_dx=True):
        """Runs once forward and backward.

        `run` maps x, parameters to (y, loss), loss being None where there is
        none. `state` are arrays that forward keeps up: run gets copies among the
        parameters and changes them in place.
        """
        x = x.clone().requires_grad_(has_dx)
        own = {k: v.clone().requires_grad_(True) for k, v in (parameters or {}).items()}
        kept = {k: v.clone() for k, v in (state or {}).items()}
        y, loss = run(x, {**own, **kept})
        inputs = {"x": flat(x)}
        outputs = {"y": flat(y)}
        case = {"text": text, "batch": batch, "inputs": inputs}
        if mode != "train":
            case["mode"] = mode
        if loss is None:
            dy = torch.randn(*y.shape) if dy is None else dy
            inputs["dy"] = flat(dy)
            y.backward(dy)
        else:
            inputs["target"] = flat(target.to(torch.float64))
            case["targetShape"] = list(target.shape[1:])
            outputs["loss"] = loss.item()
            loss.backward()
        if has_dx:
            outputs["dx"] = flat(x.grad)
        for path, value in own.items():
            outputs[path + ".grad"] = flat(torch.zeros_like(value) if value.grad is None else value.grad)
        case["parameters"] = {path: flat(value) for path, value in {**own, **(state or {})}.items()}
        for path, value in kept.items():
            outputs[path] = flat(value)
        case["outputs"] = outputs
        self.cases.append(case)

    def record_several(self, text, batch, inputs, run, parameters=None, constants=None):
        """A case with several inputs by name, without a loss: their gradients are d and the name.

        `run` maps inputs, parameters to (y, None); `constants` are inputs without a
        gradient, which it does not get.
        """
        own = {k: v.clone().requires_grad_(True) for k, v in inputs.items()}
        parameters = {k: v.clone().requires_grad_(True) for k, v in (parameters or {}).items()}
        y, _ = run(own, parameters)
        dy = torch.randn(*y.shape)
        y.backward(dy)
        given = {**own, **(constants or {}), "dy": dy}
        outputs = {"y": flat(y), **{f"d{name}": flat(value.grad) for name, value in own.items()}}
        for path, value in parameters.items():
            outputs[path + ".grad"] = flat(torch.zeros_like(value) if value.grad is None else value.grad)
        self.cases.append({
            "text": text, "batch": batch, "inputs": {name: flat(value) for name, value in given.items()},
            "parameters": {path: flat(value) for path, value in parameters.items()}, "outputs": outputs})

    def save(self, name, **more):
        """Writes the cases and what else there is beside this file, the same bytes each time."""
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
        with open(path, "w") as file:
            rows = ",\n".join(json.dumps(case, allow_nan=False) for case in self.cases)
            head = "".join(f"{json.dumps(key)}: {json.dumps(value)},\n"
                           for key, value in {"torch": torch.__version__, **more}.items())
            file.write('{%s"cases": [\n%s\n]}\n' % (head, rows))
        print(f"{name}: {len(self.cases)} cases")

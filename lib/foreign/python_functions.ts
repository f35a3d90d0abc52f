/**
 * A part of the program that `python.ts` puts together, in Python: what a file has
 * under a name, as `f` and `vjp`.
 *
 * @module
 */

export const pythonFunctions: string = String.raw`
# Functions, each with the product of a gradient dy and its derivatives.

Subject = namedtuple("Subject", "f vjp takes library at weights")
Argument = namedtuple("Argument", "name value array is_real")


def by_hand(f, backward, is_vjp):
    """backward(dy, *x); backward(dy) after f; backward(dy, cache) where f returns (y, cache), unless it is a vjp."""
    takes_one = len(positional(backward) or "some") == 1
    returns_cache = None

    def run(*x):
        nonlocal returns_cache
        y = f(*x)
        returns_cache = not is_vjp and isinstance(y, tuple) and len(y) == 2
        return y[0] if returns_cache else y

    def vjp(dy, *x):
        if takes_one:
            f(*x)
            return backward(dy)
        if returns_cache is None:
            run(*x)
        return backward(dy, f(*x)[1]) if returns_cache else backward(dy, *x)

    return run, vjp


def by_torch(f, weights=()):
    """Autograd over the arguments; the last of them are the weights of a module."""

    def run(*x):
        import torch

        x, values = split(x)
        if weights and weights[0].dtype != values[0].dtype:
            f.to(values[0].dtype)
        with torch.no_grad():
            for weight, value in zip(weights, values):
                weight.copy_(value)
        return f(*x)

    def vjp(dy, *x):
        import torch

        x, values = split(x)
        x = [t.detach().requires_grad_() if is_leaf(t) else t for t in x]
        # A function may not change a leaf; that it changes f's arguments is told there.
        y = run(*(t.clone() if is_leaf(t) else t for t in x), *values)
        leaves = [t for t in x if is_leaf(t)] + list(weights)
        if not y.requires_grad:
            return [torch.zeros_like(t) for t in leaves]
        found = torch.autograd.grad(y, leaves, dy, allow_unused=True)
        # To autograd, None is 0.
        return [torch.zeros_like(t) if d is None else d for t, d in zip(leaves, found)]

    def is_leaf(value):
        return is_real(value) and hasattr(value, "dtype")

    def split(x):
        count = len(x) - len(weights)
        return x[:count], x[count:]

    return run, vjp


def by_jax(f):
    def vjp(dy, *x):
        import jax

        places = [k for k, value in enumerate(x) if is_real(value)]

        def of_real(*real):
            values = dict(enumerate(x))
            values.update(zip(places, real))
            return f(*values.values())

        return jax.vjp(of_real, *(x[k] for k in places))[1](dy)

    return f, vjp


def is_real(value):
    """Whether a value has a gradient; others are handed on as they are."""
    if hasattr(value, "dtype"):
        return "float" in str(value.dtype)
    return isinstance(value, (float, list, tuple))


def positional(function):
    """The names of its arguments; None where it takes any, or does not say."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(each.kind == each.VAR_POSITIONAL for each in found):
        return None
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [each.name for each in found if each.kind in kinds]


def load(file):
    if not os.path.isfile(file):
        raise Refusal(say("there is no such file"))
    sys.argv, sys.path[0] = [file], os.path.dirname(file)
    sys.dont_write_bytecode = True
    # JAX then keeps doubles; a file may say otherwise.
    os.environ.setdefault("JAX_ENABLE_X64", "1")
    name = os.path.splitext(os.path.basename(file))[0]
    loader = importlib.machinery.SourceFileLoader(name, file)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def find(module, name):
    space = vars(module)
    found = space.get(name, space.get(name + "_forward"))
    if found is None or name == "":
        raise unknown(module, name)
    at = space.get(name + "_at", getattr(found, "at", None))
    at = at() if callable(at) else at
    torch = sys.modules.get("torch")
    if torch and inspect.isclass(found) and issubclass(found, torch.autograd.Function):
        return Subject(*by_torch(found.apply), taken_by(found), "torch", at, {})
    if inspect.isclass(found):
        found = instance_of(found, name)
    if torch and isinstance(found, torch.nn.Module):
        weights = {k: w for k, w in found.named_parameters() if w.requires_grad}
        passes = by_torch(found, list(weights.values()))
        return Subject(*passes, positional(found.forward), "torch", at, weights)
    f = getattr(found, "f", getattr(found, "forward", found))
    if not callable(f):
        found = type(f).__name__
        raise Refusal(say("{name} is no function: found {found}", name=name, found=found))
    backward = getattr(found, "vjp", getattr(found, "backward", None))
    is_vjp = hasattr(found, "vjp") or (not backward and name + "_vjp" in space)
    backward = backward or space.get(name + "_vjp", space.get(name + "_backward"))
    given = [library_of(each) for each in listed(at)]
    used = [library_of(each) for each in space.values()]
    if backward:
        library = first_of(("numpy", "torch", "jax"), given, used)
        passes = by_hand(f, backward, is_vjp)
        return Subject(*passes, positional(f), library, at, {})
    library = first_of(("jax", "torch"), [library_of(f)], given, used)
    if library is None:
        help = say(
            "Write {name}_vjp(dy, {arguments}) beside it: it returns the gradient of each argument.",
            name=name,
            arguments=", ".join(positional(f) or ["*x"]),
        )
        raise Refusal(say("{name} has no gradient", name=name), help)
    passes = by_jax(f) if library == "jax" else by_torch(f)
    return Subject(*passes, positional(f), library, at, {})


def first_of(libraries, *places):
    return next((each for found in places for each in libraries if each in found), None)


def taken_by(function):
    """The names of the arguments of a torch.autograd.Function."""
    names = positional(function.forward)
    own = (vars(c) for c in function.__mro__ if not c.__module__.startswith("torch."))
    has_context = not any("setup_context" in each for each in own)
    return names[1:] if names and has_context else names


def instance_of(found, name):
    try:
        inspect.signature(found).bind()
    except TypeError:
        code = "%s = %s(…)" % (name.lower(), name)
        help = say("Write {code} in the file, and name that.", code=code)
        rule = say("{name} is a class that needs arguments", name=name)
        raise Refusal(rule, help) from None
    return found()


def unknown(module, name):
    has = []
    for own, value in vars(module).items():
        is_own = getattr(value, "__module__", None) == module.__name__
        is_object = hasattr(value, "f") or hasattr(value, "forward")
        if (is_own and callable(value)) or (is_object and not inspect.ismodule(value)):
            has.append(own[:-8] if own.endswith("_forward") else own)
    asides = ("_vjp", "_backward", "_at")
    has = [each for each in has if each[0] != "_" and not each.endswith(asides)]
    near = difflib.get_close_matches(name, has, 1)
    all = say("It has {names}.", names=", ".join(has) or say("no function"))
    help = say("Did you mean {name}?", name=near[0]) if near else all
    rule = say("the file has no {name}", name=name) if name else say("a function must be named")
    return Refusal(rule, help)
`;

/**
 * A part of the program that `python.ts` puts together, in Python: arguments, answers
 * and errors.
 *
 * @module
 */

export const pythonServing: string = String.raw`
def listed(at):
    """The arguments; one array alone is one argument."""
    if at is None:
        return []
    return list(at) if isinstance(at, (list, tuple)) else [at]


def arguments_of(subject, name, shapes, seed):
    values = drawn(subject, shapes, seed) if shapes else listed(subject.at)
    takes = list(subject.takes or [])[: len(values)]
    takes += ["x%d" % k for k in range(len(takes), len(values))]
    found = [
        argument(subject.library, own, value)
        for own, value in [*zip(takes, values), *subject.weights.items()]
    ]
    if not any(each.is_real for each in found):
        if values:
            is_torch = subject.library == "torch"
            help = say("Write a tensor.") if is_torch else say("Write 1.0 for 1.")
            raise Refusal(say("no argument in its at holds real numbers"), help)
        help = say(
            "Write {code} in the file, with an array for each, or give --shapes.",
            code="%s_at = [%s]" % (name, ", ".join(subject.takes or ["…"])),
        )
        raise Refusal(say("it has no arguments to be checked at"), help)
    return found


def argument(library, name, value):
    what = say("argument {name}", name=name)
    is_real_here = is_real(value) and not (library == "torch" and isinstance(value, float))
    if is_real_here:
        value = make(library, plain(value, what), value)
        return Argument(name, value, plain(value, what), True)
    # Other arrays are shown; what else there is stays here.
    is_array = hasattr(value, "dtype")
    return Argument(name, value, plain(value, what) if is_array else None, False)


def drawn(subject, shapes, seed):
    kinds = [str(weight.dtype)[6:] for weight in subject.weights.values()]
    kind, generator = kinds[0] if kinds else "float64", random.Random(seed)
    flat = ([generator.gauss(0, 1) for _ in range(math.prod(shape))] for shape in shapes)
    return [
        make(subject.library, (kind, shape, bytes_of(kind, each)))
        for shape, each in zip(shapes, flat)
    ]


def answer(subject, arguments, call, arrays):
    """The arrays of the answer, and which of those that came were changed in place."""
    dy = [arrays.pop(0)] if call == "vjp" else []
    sent = iter(arrays)
    came, x = [], []
    for each in arguments:
        given = each.array and next(sent)
        x.append(make(subject.library, given, each.value) if each.is_real else each.value)
        if given:
            came.append((given, x[-1], each.is_real))
    if call == "f":
        found = [forward(subject, x)]
    else:
        like = 0.0 if subject.library == "numpy" else next(v for _, v, real in came if real)
        upstream = make(subject.library, dy[0], like)
        found = gradients(subject.vjp(upstream, *x), arguments)
        came.insert(0, (dy[0], upstream, True))
    changed = {}
    for k, (given, value, real) in enumerate(came):
        if real and subject.library != "jax":
            now = plain(value, say("an argument"))
            if now[2] != given[2]:
                changed[k] = now
    return [*found, *changed.values()], list(changed)


def forward(subject, x):
    """A step that leaves the domain of f gives NaN, as it does in arrays."""
    try:
        forward.last = plain(subject.f(*x), say("the result"))
        return forward.last
    except (ArithmeticError, ValueError) as error:
        is_outside = isinstance(error, ArithmeticError) or str(error).startswith(
            ("math domain error", "expected a ")
        )
        if forward.last is None or not is_outside:
            raise
        kind, shape, _ = forward.last
        return kind, shape, bytes_of(kind, [math.nan] * math.prod(shape))


forward.last = None


def gradients(found, arguments):
    real = [each for each in arguments if each.is_real]
    if not isinstance(found, (list, tuple)) or is_one_list(found, real):
        found = [found]
    names = ", ".join(each.name for each in real)
    if len(found) == len(arguments):
        found = [d for d, each in zip(found, arguments) if each.is_real]
    if len(found) != len(real):
        rule = say(
            "there must be a gradient for each argument, {names}: found {count}",
            names=names,
            count=len(found),
        )
        raise Refusal(rule, say("Return None for one that has none."))
    pending = iter(found)
    own = [(each, next(pending) if each.is_real else None) for each in arguments]
    return [gradient(each, d) for each, d in own if each.array]


def is_one_list(found, real):
    """Whether a list of numbers is the gradient itself, of the only argument."""
    is_flat = not any(isinstance(d, (list, tuple)) or getattr(d, "ndim", 0) for d in found)
    return isinstance(found, list) and is_flat and len(real) == 1 and real[0].array[1] != []


def gradient(argument, d):
    if d is None:
        return None
    kind, shape, data = plain(d, say("the gradient of {path}", path=argument.name))
    if shape == argument.array[1]:
        return kind, shape, data
    rule = say(
        "the gradient of {name} must have its shape, {shape}: found {found}",
        name=argument.name,
        shape=shown(argument.array[1]),
        found=shown(shape),
    )
    raise Refusal(rule)


def shown(shape):
    return "×".join(map(str, shape)) or say("a number")


def refusal(error, file, path):
    if isinstance(error, Refusal):
        return {"error": str(error), "help": error.help}
    lines = traceback.format_exception_only(type(error), error)
    if isinstance(error, SyntaxError):
        own = os.path.basename(error.filename or file)
        places = ["%s:%s: %s" % (own, error.lineno, (error.text or "").strip())]
        lines = lines[-1:]
    else:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
        places = [
            say("{file}:{line}, in {name}: {code}", file=file, line=f.lineno, name=f.name, code=f.line)
            for f in frames[-9:]
        ]
    help = None
    if isinstance(error, ModuleNotFoundError):
        help = say(
            "This is Python {version}, {path}: install {name} for it, or name another with --interpreter.",
            version=sys.version.split()[0],
            path=sys.executable,
            name=error.name,
        )
    text = say("it raised {error}", error="".join(lines).strip())
    return {"error": "\n  ".join([text, *places]), "help": help}


def serve(source, sink, file, name, shapes=None, seed=0):
    path = os.path.abspath(file)
    try:
        subject = find(load(path), name)
        arguments = arguments_of(subject, name, shapes, seed)
        at = [each for each in arguments if each.array]
        names = [each.name for each in at]
        send(sink, [each.array for each in at], nabla=1, name=name, names=names)
    except BaseException as error:
        return send(sink, **refusal(error, file, path))
    while True:
        message, arrays = receive(source)
        if message is None:
            return
        try:
            found, changed = answer(subject, arguments, message["call"], arrays)
        except BaseException as error:
            send(sink, **refusal(error, file, path))
        else:
            send(sink, found, changed=changed)


faulthandler.enable()
# Ctrl-C is for the program that asks; it ends this one.
signal.signal(signal.SIGINT, signal.SIG_IGN)
try:
    words.update(json.loads(sys.argv[2]) if len(sys.argv) > 2 else {})
    serve(*take_pipes(), **json.loads(sys.argv[1]))
except BrokenPipeError:
    os._exit(1)
`;

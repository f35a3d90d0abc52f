/**
 * The class `Training` of a training program, in Python.
 *
 * @module
 */

/** A training from its first step, or from a checkpoint, to its end. */
export const trainingClass = `
class Training:
    """A training: what changes from step to step, and what it takes to go on with it."""

    def __init__(self, options):
        self.options = options
        self.rank, self.world, self.device = start_processes(options)
        weights, self.metadata = read_safetensors(HERE / f"{NAME}.start.safetensors")
        self.metadata = {name: text for name, text in self.metadata.items() if name not in ("run", "nabla.checksum")}
        self.names = list(weights)
        self.net = Net().to(self.device, DTYPE)
        self.net.load_state_dict(weights)
        self.averaged = copy.deepcopy(self.net) if AVERAGE else None
        self.model = self.net
        if self.world > 1:
            self.model = DistributedDataParallel(self.net, find_unused_parameters=HAS_UNUSED)
        self.trained = [p for p in self.net.parameters() if p.requires_grad]
        self.optimizer = make_optimizer(self.trained)
        self.plateau = make_plateau()
        self.examples = Examples("data", DATA_FILES)
        self.tried = Examples("validation", VALIDATION_FILES) if VALIDATION_FILES else None
        # How many examples make a step.
        self.per_step = options.batch * options.accumulate * self.world
        self.steps_an_epoch = -(-len(self.examples) // self.per_step)
        self.epoch, self.seen, self.step = 0, 0, 0
        self.sums = self.zeros()
        self.best, self.best_epoch, self.best_loss = None, 0, math.inf
        self.history = []
        self.checkpoint = Path(f"{options.out}.checkpoint.pt")
        self.saved_at = self.told_at = time.monotonic()

    def zeros(self):
        return torch.zeros(len(MEASURES), dtype=torch.float64, device=self.device)

    # Checkpoints, which process 0 writes and reads for all.

    def save(self):
        state = {
            "run": RUN, "per_step": self.per_step, "epoch": self.epoch, "seen": self.seen, "step": self.step,
            "sums": self.sums.cpu(), "net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(),
            "averaged": self.averaged and self.averaged.state_dict(), "plateau": self.plateau and vars(self.plateau),
            "best": self.best, "best_epoch": self.best_epoch, "best_loss": self.best_loss,
            "history": self.history,
        }
        beside = Path(f"{self.checkpoint}.part")
        torch.save(state, beside)
        os.replace(beside, self.checkpoint)
        self.saved_at = time.monotonic()

    def load(self):
        states = [None]
        if self.rank == 0 and self.checkpoint.exists() and not self.options.restart:
            # Nothing but tensors and numbers, which PyTorch 1 cannot read alone.
            is_new = not torch.__version__.startswith("1.")
            states = [torch.load(self.checkpoint, map_location="cpu", weights_only=is_new)]
        if self.world > 1:
            dist.broadcast_object_list(states, 0)
        state, = states
        if state is None:
            return
        if state["run"] != RUN or state["per_step"] != self.per_step:
            raise SystemExit(f"{self.checkpoint} is of another training, with {state['per_step']} examples a step: "
                             "train as before to go on with it, or with --restart to start again")
        self.epoch, self.seen, self.step = state["epoch"], state["seen"], state["step"]
        self.sums = state["sums"].to(self.device)
        self.net.load_state_dict(state["net"])
        self.optimizer.load_state_dict(state["optimizer"])
        if self.averaged:
            self.averaged.load_state_dict(state["averaged"])
        if self.plateau:
            vars(self.plateau).update(state["plateau"])
        self.best, self.best_epoch, self.best_loss = state["best"], state["best_epoch"], state["best_loss"]
        self.history = state["history"]

    # Steps.

    def part_of(self, places):
        """The examples of this process, and how many of them count: one that has none takes one along."""
        own = places[self.rank::self.world]
        return own or places[:1], len(own)

    def forward(self, model, places, examples):
        inputs, targets = examples.take(places, self.device)
        low = torch.autocast(self.device.type, torch.bfloat16) if self.options.bf16 else nullcontext()
        with low:
            outputs = model(*inputs)
        if self.options.bf16:
            outputs = outputs.to(DTYPE) if torch.is_tensor(outputs) else tuple(y.to(DTYPE) for y in outputs)
        return outputs, targets

    def gradients(self, batches):
        """Forward and backward through the batches of a step; the sums of what was measured, and the loss."""
        total = sum(map(len, batches))
        sums, loss_sum = self.zeros(), torch.zeros((), dtype=torch.float64, device=self.device)
        self.optimizer.zero_grad()
        for places in batches:
            own, count = self.part_of(places)
            is_last = places is batches[-1]
            with nullcontext() if is_last or self.world == 1 else self.model.no_sync():
                outputs, targets = self.forward(self.model, own, self.examples)
                loss = loss_of(outputs, *targets)
                # DistributedDataParallel takes the mean over the processes.
                (loss * (count * self.world / total)).backward()
            with torch.no_grad():
                sums += measure(outputs, *targets) * count
                loss_sum += loss * count
        return add_up(sums, self.world), add_up(loss_sum, self.world) / total

    def take_step(self, places):
        # Each step draws anew, so that a training that goes on draws as it would have.
        torch.manual_seed(SEED + self.step * self.world + self.rank)
        size = self.options.batch * self.world
        batches = [places[i:i + size] for i in range(0, len(places), size)]
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate(self.step)
        if SEARCHES:
            first = []

            def evaluate():
                sums, loss = self.gradients(batches)
                first.append(sums)
                return loss

            self.optimizer.step(evaluate)
            self.sums += first[0]
        else:
            sums, _ = self.gradients(batches)
            self.sums += sums
            if CLIP_VALUE:
                nn.utils.clip_grad_value_(self.trained, CLIP_VALUE)
            if CLIP_NORM:
                nn.utils.clip_grad_norm_(self.trained, CLIP_NORM)
            self.optimizer.step()
        if self.averaged:
            with torch.no_grad():
                for name, mean in self.averaged.state_dict().items():
                    if mean.is_floating_point():
                        mean.lerp_(self.net.state_dict()[name], 1 - AVERAGE)
        self.step += 1
        self.seen += len(places)

    def learning_rate(self, step):
        more = [self.plateau] if self.plateau else []
        return learning_rate(step, self.steps_an_epoch, *more)

    @torch.no_grad()
    def validate(self):
        """What is measured on the examples for validation."""
        net, size = self.averaged or self.net, self.options.batch * self.world
        net.eval()
        sums = self.zeros()
        for i in range(0, len(self.tried), size):
            own, count = self.part_of(list(range(i, min(i + size, len(self.tried)))))
            outputs, targets = self.forward(net, own, self.tried)
            sums += measure(outputs, *targets) * count
        net.train()
        return (add_up(sums, self.world) / len(self.tried)).tolist()

    def run(self):
        self.load()
        self.tell_begin()
        self.net.train()
        while self.epoch < EPOCHS and not self.is_waiting_in_vain():
            self.run_epoch()
        if self.rank == 0:
            last = {name: tensor.cpu() for name, tensor in (self.averaged or self.net).state_dict().items()}
            result = self.best if KEEP == "best" and self.best is not None else last
            write_safetensors(self.options.out, {name: result[name] for name in self.names}, self.metadata)
            if self.checkpoint.exists():
                self.checkpoint.unlink()
            self.tell_end()

    def is_waiting_in_vain(self):
        return PATIENCE is not None and self.epoch - self.best_epoch >= PATIENCE

    def run_epoch(self):
        places, began, before = order_of(self.epoch + 1, len(self.examples)), time.monotonic(), self.seen
        while self.seen < len(places):
            self.take_step(places[self.seen:self.seen + self.per_step])
            if self.rank == 0:
                self.tell_step()
                if time.monotonic() - self.saved_at >= self.options.save_every and self.is_well():
                    self.save()
        if not self.is_well():
            raise SystemExit(f"epoch {self.epoch + 1}: the loss is no number any more: try a smaller learning rate")
        found = (self.sums / len(self.examples)).tolist()
        speed = (self.seen - before) / (time.monotonic() - began)
        rate = self.learning_rate(self.step - 1)
        tried = self.validate() if self.tried else None
        self.epoch, self.seen, self.sums = self.epoch + 1, 0, self.zeros()
        judged = (tried or found)[JUDGED]
        if self.plateau:
            self.plateau.observe(judged)
        if tried and judged < self.best_loss:
            tested = (self.averaged or self.net).state_dict()
            self.best = {name: tensor.detach().cpu().clone() for name, tensor in tested.items()}
            self.best_epoch, self.best_loss = self.epoch, judged
        if self.rank == 0:
            self.tell_epoch(found, tried, rate, speed)

    def is_well(self):
        return bool(torch.isfinite(self.sums).all())

    # What is told, by process 0.

    def tell_begin(self):
        if self.rank > 0:
            return
        if self.options.json:
            print(json.dumps({"event": "begin", "processes": self.world, "device": str(self.device),
                              "step": self.step, "seen": self.seen, "history": self.history}), flush=True)
        elif self.step > 0:
            print(f"going on at step {self.step}, in epoch {self.epoch + 1}")

    def tell_step(self):
        if self.options.json and time.monotonic() - self.told_at >= 0.2:
            self.told_at = time.monotonic()
            print(json.dumps({"event": "step", "epoch": self.epoch + 1, "step": self.step, "seen": self.seen,
                              "loss": self.sums[0].item() / self.seen}), flush=True)

    def tell_epoch(self, found, tried, rate, speed):
        found = dict(zip(MEASURES, found))
        tried = dict(zip(MEASURES, tried)) if tried else None
        self.history.append({"epoch": self.epoch, "step": self.step, "rate": rate, "training": found, "validation": tried})
        if self.options.json:
            print(json.dumps({"event": "epoch", **self.history[-1]}), flush=True)
            return
        words = [f"{name} {value:.6g}" for name, value in found.items()]
        words += [f"validation {name} {value:.6g}" for name, value in (tried or {}).items()]
        print(f"epoch {self.epoch}/{EPOCHS}  {'  '.join(words)}  rate {rate:.3g}  {speed:,.0f} examples/s", flush=True)

    def tell_end(self):
        kept = self.best_epoch if KEEP == "best" and self.best is not None else self.epoch
        if self.options.json:
            print(json.dumps({"event": "end", "epoch": kept, "epochs": self.epoch}), flush=True)
        else:
            print(f"saved {self.options.out}, of epoch {kept}")
`.trim();

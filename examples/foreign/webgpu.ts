// WebGPU: a kernel of one's own, and the kernel of its gradient.
//
//   deno run --allow-read examples/foreign/webgpu.ts
import {
  type AsyncDifferentiatedFunction,
  gradcheckAsync,
  renderReport,
} from "@nabla/nabla";

const adapter = await navigator.gpu?.requestAdapter();
const device = await adapter?.requestDevice();
if (device === undefined) {
  console.error(
    "no adapter: neither a GPU nor a driver that stands in for one",
  );
  Deno.exit(2);
}
type Floats = Float32Array<ArrayBuffer>;
type Kernel = (length: number, ...inputs: Floats[]) => Promise<Floats>;

/** A kernel whose inputs are bound in order, its output last, with a thread for each number of that. */
function kernel(gpu: GPUDevice, code: string): Kernel {
  const module = gpu.createShaderModule({ code });
  const pipeline = gpu.createComputePipeline({
    layout: "auto",
    compute: { module },
  });
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  return async (length, ...inputs) => {
    const buffers = [...inputs, new Float32Array(length)].map((values) => {
      const usage = STORAGE | COPY_DST | COPY_SRC;
      const buffer = gpu.createBuffer({ size: values.byteLength, usage });
      gpu.queue.writeBuffer(buffer, 0, values);
      return buffer;
    });
    const y = buffers[inputs.length];
    const copy = gpu.createBuffer({ size: y.size, usage: MAP_READ | COPY_DST });
    const commands = gpu.createCommandEncoder();
    const pass = commands.beginComputePass();
    pass.setPipeline(pipeline);
    const layout = pipeline.getBindGroupLayout(0);
    const entries = buffers.map((buffer, binding) => ({
      binding,
      resource: { buffer },
    }));
    pass.setBindGroup(0, gpu.createBindGroup({ layout, entries }));
    pass.dispatchWorkgroups(Math.ceil(length / 64));
    pass.end();
    commands.copyBufferToBuffer(y, 0, copy, 0, y.size);
    gpu.queue.submit([commands.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    const values = new Float32Array(copy.getMappedRange().slice(0));
    for (const buffer of [...buffers, copy]) buffer.destroy();
    return values;
  };
}

const forward = `
  @group(0) @binding(0) var<storage, read_write> x: array<f32>;
  @group(0) @binding(1) var<storage, read_write> y: array<f32>;

  @compute @workgroup_size(64)
  fn swish(@builtin(global_invocation_id) id: vec3u) {
    if (id.x >= arrayLength(&y)) { return; }
    y[id.x] = x[id.x] / (1 + exp(-x[id.x]));
  }
`;
const backward = `
  @group(0) @binding(0) var<storage, read_write> dy: array<f32>;
  @group(0) @binding(1) var<storage, read_write> x: array<f32>;
  @group(0) @binding(2) var<storage, read_write> dx: array<f32>;

  @compute @workgroup_size(64)
  fn swishBackward(@builtin(global_invocation_id) id: vec3u) {
    if (id.x >= arrayLength(&dx)) { return; }
    let s = 1 / (1 + exp(-x[id.x]));
    dx[id.x] = dy[id.x] * (s + x[id.x] * s * (1 - s));
  }
`;
const hasty = backward.replace(" * (1 - s)", "");

/** A function of one array, each number of which gives one of its outputs. */
function elementwise(
  name: string,
  run: Kernel,
  runBack: Kernel,
): AsyncDifferentiatedFunction<Floats> {
  return {
    name,
    f: (x) => run(x.length, x),
    vjp: async (dy, x) => [await runBack(x.length, dy, x)],
    at: [Float32Array.from({ length: 6 }, (_, i) => 2 * Math.sin(i + 1))],
  };
}

const swish = kernel(device, forward);
for (
  const subject of [
    elementwise("swish", swish, kernel(device, backward)),
    elementwise("swish, a factor forgotten", swish, kernel(device, hasty)),
  ]
) {
  const report = await gradcheckAsync(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}

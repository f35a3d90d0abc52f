/** Pixels of the picture for each of the drawing. */
const scale = 2;

/** The most pixels along a side: browsers have no larger canvas. */
const mostPixels = 8192;

/**
 * A drawing as PNG, on white.
 *
 * @throws {Error} if the browser cannot draw it.
 */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(
    new Blob([svg], { type: "image/svg+xml" }),
  );
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { width, height } = image;
    const size = Math.min(scale, mostPixels / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * size);
    canvas.height = Math.round(height * size);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("there is no canvas");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) =>
        blob === null ? reject(new Error("it is too large")) : resolve(blob)
      )
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

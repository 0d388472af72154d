/**
 * Draws a picture with the patches that the decoder was not given dimmed: those of the crops where there are crops, else those of
 * the only view.
 *
 * @param {ArrayLike<number>[]} [kept] patches of every tile; all without it
 */
export function drawKept(canvas, picture, layout, kept) {
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(picture.width, picture.height);
  for (let from = 0, to = 0; from < picture.data.length; from += 3, to += 4) {
    pixels.data.set(picture.data.subarray(from, from + 3), to);
    pixels.data[to + 3] = 255;
  }
  context.putImageData(pixels, 0, 0);
  if (!kept) return;
  const present = kept.map((patches) => new Set(Array.from(patches)));
  context.fillStyle = 'rgb(92 95 104 / 82%)';
  for (const { kind, tile, row, col, box } of layout.tokens) {
    if (kind !== (layout.grid ? 'crop' : 'thumb') || present[tile].has(row * layout.side + col)) continue;
    const [left, top] = [Math.round(box.left), Math.round(box.top)];
    context.fillRect(left, top, Math.round(box.right) - left, Math.round(box.bottom) - top);
  }
}

/** One point of a training log. */
export interface CurvePoint {
  step: number;
  loss: number;
}

const width = 720;
const height = 320;
const margin = 48;

/** A loss curve as an SVG picture: logarithmic loss over steps, one line per series. */
export function drawLossCurve(series: Readonly<Record<string, readonly CurvePoint[]>>, title: string): string {
  const points = Object.values(series)
    .flat()
    .filter((p) => Number.isFinite(p.loss) && p.loss > 0);
  const lastStep = Math.max(1, ...points.map((p) => p.step));
  const low = Math.log10(Math.min(...points.map((p) => p.loss), 1) * 0.9);
  const high = Math.log10(Math.max(...points.map((p) => p.loss), 1.1));
  const x = (step: number) => margin + (step / lastStep) * (width - 2 * margin);
  const y = (loss: number) => height - margin - ((Math.log10(loss) - low) / (high - low)) * (height - 2 * margin);
  const colours = ['#2266aa', '#cc5522', '#338855', '#8855aa'];
  const lines = Object.entries(series).map(([name, values], i) => {
    const path = values
      .filter((p) => p.loss > 0)
      .map((p) => `${x(p.step).toFixed(1)},${y(p.loss).toFixed(1)}`)
      .join(' ');
    const label = `<text x="${width - margin}" y="${margin + 16 * i}" text-anchor="end" fill="${colours[i % 4]}">${name}</text>`;
    return `<polyline fill="none" stroke="${colours[i % 4]}" stroke-width="1.5" points="${path}"/>${label}`;
  });
  const ticks = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01]
    .filter((v) => Math.log10(v) >= low && Math.log10(v) <= high)
    .map((v) => {
      const line = `<line x1="${margin}" x2="${width - margin}" y1="${y(v)}" y2="${y(v)}" stroke="#ddd"/>`;
      return `${line}<text x="${margin - 6}" y="${y(v) + 4}" text-anchor="end" fill="#555">${v}</text>`;
    });
  const steps = [0, 0.25, 0.5, 0.75, 1].map((f) => {
    const step = Math.round(f * lastStep);
    return `<text x="${x(step)}" y="${height - margin + 18}" text-anchor="middle" fill="#555">${step}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    '<rect width="100%" height="100%" fill="white"/>',
    `<text x="${margin}" y="24" font-size="14" fill="#222">${title}</text>`,
    ...ticks,
    ...steps,
    ...lines,
    '</svg>',
  ].join('\n');
}

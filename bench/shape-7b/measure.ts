/** Runs once unmeasured where asked, then `repeats` times: the median, the lower one of an even number. */
export async function medianMs(
  repeats: number,
  run: () => unknown,
  { warm = true }: { warm?: boolean } = {},
): Promise<number> {
  if (warm) await run();
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[(repeats - 1) >> 1];
}

/** One measured quantity; `part` says which, the other fields at which size. Milliseconds in every `ms` field. */
export type Measurement = { shape: string } & (
  | { part: 'tower'; weights: string; tiles: number; layers: number; ms: number; gflops: number }
  | { part: 'projector'; tokens: number; ms: number }
  | { part: 'selection'; method: string; keep: number; tokens: number; ms: number }
  | { part: 'rank'; promptTokens: number; ms: number }
  | { part: 'head'; ms: number }
  | {
      part: 'decoder-layer';
      weights: string;
      promptTokens: number;
      measuredLayers: number;
      prefillMs: number;
      decodeMs: number;
      gflops: number;
    }
);

export type Recorder = (measurement: Measurement) => void;

/** Rows of a sweep as `bench/reduce.ts` writes them; `right` in percent by setting. */
export function sweepOf(right, more = {}) {
  const settings = Object.entries(right);
  const none = right['none 1'];
  return settings.map(([name, value]) => {
    const [method, keep] = name.split(' ');
    const difference = (reference) => ({
      value: value - reference,
      interval: [value - reference - 2, value - reference + 2],
      p: 0.5,
    });
    const random = right[`random ${keep}`];
    return {
      ...{ model: 'abcdef012345', items: 300, seed: 0, maxTokens: 16, threads: 'all cores', version: '0.1.0' },
      ...{ machine: 'a machine', node: 'v20', method, keep: Number(keep), visualTokens: 250 },
      ...{
        tokens: 250 * Number(keep),
        visionMs: 10,
        prefillMs: 20 * Number(keep) + 1,
        firstTokenMs: 31,
        decodeMsPerToken: null,
      },
      ...{ timesSooner: 1.5, kvBytes: 1024, peakMiB: 256 },
      ...{ accuracy: value, interval: [value - 3, value + 3] },
      toNone: difference(none),
      toRandom: random === undefined || method === 'random' ? undefined : difference(random),
      perCategory: { count: { items: 50, accuracy: value, interval: [0, 100], toNone: difference(none) } },
      ...more,
    };
  });
}

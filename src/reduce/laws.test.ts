/** Laws that hold for every vision reducer of the table, on random pictures and random signals. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../base/random.js';
import { fastervlm } from './fastervlm.js';
import { globalcom2 } from './globalcom2.js';
import { hired } from './hired.js';
import { patchesPerTile, validCounts, validPatches } from './layout.js';
import { newline, packTokens } from './pack.js';
import { lists } from './reduce.testing.js';
import type { Selection, Signals, TileLayout, VisionReducer } from './reducer.js';
import { reducers } from './reducers.js';
import { signalKey } from './signals.js';
import { availableTokens } from './vision.js';

const visionReducers = Object.values(reducers).filter((reducer) => reducer.stage === 'vision') as VisionReducer[];
const selecting = visionReducers.filter(({ name }) => name !== 'none');

const size = fc.integer({ min: 1, max: 3 });
const side = fc.integer({ min: 1, max: 6 });
const pictures: fc.Arbitrary<TileLayout> = fc.oneof(
  fc.record({ tiles: size, side }),
  fc.record({ rows: size, cols: size, side, cutRows: fc.nat(5), cutCols: fc.nat(5) }).map((given) => {
    const { rows, cols, side } = given;
    // As unpadding cuts: the same number of rows, or else of columns, at both ends.
    const top = Math.min(given.cutRows, Math.floor((rows * side - 1) / 2));
    const left = top > 0 ? 0 : Math.min(given.cutCols, Math.floor((cols * side - 1) / 2));
    const kept = { top, left, rows: rows * side - 2 * top, cols: cols * side - 2 * left };
    return { tiles: 1 + rows * cols, side, grid: { rows, cols }, kept };
  }),
);

/** Every signal a reducer needs; few different values, so that ties are common. */
function signalsFor(reducer: VisionReducer, layout: TileLayout, seed: number, levels: number): Signals {
  const random = new Random(seed);
  const length = layout.tiles * patchesPerTile(layout);
  return new Map(
    reducer.needs().map((signal) => {
      return [signalKey(signal), Float32Array.from({ length }, () => random.integer(1, levels) / levels)];
    }),
  );
}

const everything = fc.record({
  layout: pictures,
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.integer({ min: 0, max: 1 << 30 }),
  levels: fc.constantFrom(2, 5, 1000),
});

const countOf = (layout: TileLayout, share: number) => Math.max(1, Math.round(share * availableTokens(layout)));
const total = (selection: Pick<Selection, 'kept'>) => selection.kept.reduce((sum, { length }) => sum + length, 0);

/** Rounding down in every tile, as the papers do, can leave nothing of a tiny picture; that is an error of its own. */
function selectOrNothing(
  reducer: VisionReducer,
  signals: Signals,
  layout: TileLayout,
  fraction: number,
): Pick<Selection, 'kept'> {
  try {
    return reducer.select(signals, layout, fraction);
  } catch (error) {
    expect(error).toMatchObject({ code: 'keep-range' });
    return { kept: [] };
  }
}

/** Kept tokens as `tile/patch`, to compare as sets. */
const named = (selection: Selection) =>
  new Set(lists(selection).flatMap((tile, t) => tile.map((patch) => `${t}/${patch}`)));

describe.each(selecting.map((reducer) => [reducer.name, reducer] as const))('%s', (name, reducer) => {
  it('keeps exactly the number asked for: ascending, unique, never padding', () => {
    fc.assert(
      fc.property(everything, ({ layout, share, seed, levels }) => {
        const tokens = countOf(layout, share);
        const selection = reducer.select(signalsFor(reducer, layout, seed, levels), layout, { tokens });
        expect(total(selection)).toBe(tokens);
        expect(selection.budgets).toEqual(selection.kept.map(({ length }) => length));
        selection.kept.forEach((patches, tile) => {
          const visible = new Set(validPatches(layout, tile));
          patches.forEach((patch, i) => {
            expect(visible.has(patch)).toBe(true);
            if (i > 0) expect(patch).toBeGreaterThan(patches[i - 1]);
          });
        });
      }),
    );
  });

  it('keep = all is the unreduced picture, by fraction and by count', () => {
    fc.assert(
      fc.property(everything, ({ layout, seed, levels }) => {
        const signals = signalsFor(reducer, layout, seed, levels);
        const unreduced = packTokens(layout, reducers.none.select(new Map(), layout, 1));
        for (const keep of [1, { tokens: availableTokens(layout) }]) {
          expect(packTokens(layout, reducer.select(signals, layout, keep))).toEqual(unreduced);
        }
      }),
    );
  });

  it('a fraction never keeps more than its share of every tile rounded up, and never padding', () => {
    fc.assert(
      fc.property(everything, ({ layout, share, seed, levels }) => {
        const tokens = countOf(layout, share);
        const fraction = tokens / availableTokens(layout);
        const selection = selectOrNothing(reducer, signalsFor(reducer, layout, seed, levels), layout, fraction);
        const limit = layout.tiles * Math.ceil(patchesPerTile(layout) * fraction + 1e-9);
        expect(total(selection)).toBeLessThanOrEqual(limit);
        const room = validCounts(layout);
        expect(selection.kept.every(({ length }, tile) => length <= room[tile])).toBe(true);
      }),
    );
  });

  it('is deterministic and leaves its inputs alone', () => {
    fc.assert(
      fc.property(everything, ({ layout, share, seed, levels }) => {
        const tokens = countOf(layout, share);
        const signals = signalsFor(reducer, layout, seed, levels);
        const copies = [...signals.values()].map((values) => values.slice());
        const first = reducer.select(signals, layout, { tokens });
        expect(reducer.select(signals, layout, { tokens })).toEqual(first);
        expect([...signals.values()]).toEqual(copies);
      }),
    );
  });

  if (!['hired', 'globalcom2'].includes(name)) {
    it('more tokens never lose one', () => {
      fc.assert(
        fc.property(
          everything,
          fc.double({ min: 0, max: 1, noNaN: true }),
          ({ layout, share, seed, levels }, other) => {
            const signals = signalsFor(reducer, layout, seed, levels);
            const [few, many] = [countOf(layout, share), countOf(layout, other)].sort((a, b) => a - b);
            const larger = named(reducer.select(signals, layout, { tokens: many }));
            for (const token of named(reducer.select(signals, layout, { tokens: few })))
              expect(larger.has(token)).toBe(true);
          },
        ),
      );
    });
  }
});

describe('hired and globalcom2', () => {
  it.each([hired, globalcom2] as VisionReducer[])(
    '$name: a larger fraction never loses a thumbnail token',
    (reducer) => {
      fc.assert(
        fc.property(everything, ({ layout, seed, levels }) => {
          const signals = signalsFor(reducer, layout, seed, levels);
          const thumbnails = [0.5, 0.7, 0.9, 1].map((fraction) => {
            return lists(selectOrNothing(reducer, signals, layout, fraction))[0] ?? [];
          });
          for (let i = 1; i < thumbnails.length; i++) {
            expect(thumbnails[i]).toEqual(expect.arrayContaining(thumbnails[i - 1]));
          }
        }),
      );
    },
  );

  it('hired on one tile is fastervlm', () => {
    fc.assert(
      fc.property(everything, ({ layout: { side }, share, seed, levels }) => {
        const layout = { tiles: 1, side };
        const signals = signalsFor(hired as VisionReducer, layout, seed, levels);
        const keep = { tokens: countOf(layout, share) };
        expect(lists(hired.select(signals, layout, keep))).toEqual(lists(fastervlm.select(signals, layout, keep)));
      }),
    );
  });

  it('hired: α shares the budget between thumbnail and crops', () => {
    const layout = { tiles: 5, side: 6, grid: { rows: 2, cols: 2 } };
    const signals = signalsFor(hired as VisionReducer, layout, 7, 1000);
    expect(hired.select(signals, layout, 0.2, { alpha: 0 }).kept[0]).toHaveLength(0);
    const only = hired.select(signals, layout, 0.2, { alpha: 1 });
    expect(only.kept.map(({ length }) => length)).toEqual([36, 0, 0, 0, 0]);
  });
});

it('packing: thumbnail ascending, then the stitched map row by row, every token once', () => {
  fc.assert(
    fc.property(everything, ({ layout, share, seed }) => {
      const selection = reducers.random.select(new Map(), layout, { tokens: countOf(layout, share) }, { seed });
      const pairs = packTokens(layout, selection);
      const tokens = Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1]]);
      const places = tokens.map(([tile, patch]) => {
        if (tile === newline) return undefined;
        if (tile === 0 || !layout.grid) return tile * patchesPerTile(layout) + patch;
        const row = Math.floor((tile - 1) / layout.grid.cols) * layout.side + Math.floor(patch / layout.side);
        const col = ((tile - 1) % layout.grid.cols) * layout.side + (patch % layout.side);
        return patchesPerTile(layout) + row * layout.grid.cols * layout.side + col;
      });
      const order = places.filter((place) => place !== undefined);
      expect(order).toHaveLength(total(selection));
      expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
      // A newline closes a row that has a token: it never stands first, and never twice in a row.
      const thumbnail = selection.kept[0].length;
      places.forEach((place, i) => {
        if (place === undefined) expect(i > thumbnail && places[i - 1] !== undefined).toBe(true);
      });
    }),
  );
});

import { describe, expect, it } from 'vitest';
import { type Capabilities, checkReducer, workingReducers } from './check.js';
import { findReducer, reducers } from './reducers.js';

const clip: Capabilities = {
  model: 'clip',
  signals: ['cls-attention', 'received-attention', 'patch-features', 'decoder-attention'],
  towerLayers: 24,
  decoderLayers: 32,
};
const siglip: Capabilities = { ...clip, model: 'siglip', signals: ['patch-features', 'decoder-attention'] };

describe('signals a model does not have', () => {
  it('everything works on a tower with CLS', () => {
    expect(workingReducers(clip)).toEqual(Object.keys(reducers));
    for (const reducer of Object.values(reducers)) expect(() => checkReducer(reducer, clip)).not.toThrow();
  });

  it('without CLS the message names the reducers that do work', () => {
    expect(() => checkReducer(reducers.hired, siglip)).toThrow(
      expect.objectContaining({
        code: 'reducer-signals',
        message:
          'Expected cls-attention/0/probabilities, cls-attention/-2/probabilities for hired; received siglip without CLS ' +
          'token, 24 tower and 32 decoder layers, with patch-features, decoder-attention. Use one of none, random, ' +
          'uniform, globalcom2 with {"score":"dissimilarity"}, pyramiddrop.',
      }),
    );
    expect(() => checkReducer(reducers.globalcom2, siglip, { score: 'dissimilarity' })).not.toThrow();
  });

  it('received attention opens the CLS methods to other towers', () => {
    const capable = { ...siglip, signals: [...siglip.signals, 'received-attention' as const] };
    expect(workingReducers(capable)).toContain('hired with {"attention":"received"}');
    expect(() => checkReducer(reducers.fastervlm, capable, { attention: 'received' })).not.toThrow();
  });

  it('layers have to exist', () => {
    expect(() => checkReducer(reducers.fastervlm, { ...clip, towerLayers: 1 })).toThrow('cls-attention/-2');
    expect(() => checkReducer(reducers.hired, clip, { layer: 24 })).toThrow('cls-attention/24');
    expect(() => checkReducer(reducers.hired, clip, { layer: 23 })).not.toThrow();
    expect(() => checkReducer(reducers.pyramiddrop, { ...clip, signals: ['cls-attention'] })).toThrow(
      'decoder-attention/8',
    );
  });
});

describe('signals and options that are wrong', () => {
  const layout = { tiles: 1, side: 2 };
  const code = (code: string) => expect.objectContaining({ code });
  const cls = (values: number[]) => new Map([['cls-attention/-2/probabilities', Float32Array.from(values)]]);

  it('missing, misshapen, not finite', () => {
    expect(() => reducers.fastervlm.select(new Map(), layout, 2)).toThrow(code('signal-missing'));
    expect(() => reducers.fastervlm.select(cls([1, 2, 3, 4, 5]), layout, 2)).toThrow(code('signal-shape'));
    expect(() => reducers.fastervlm.select(cls([1, 2, Number.NaN, 4]), layout, 2)).toThrow(code('signal-values'));
    expect(() => reducers.fastervlm.select(cls([1, 2, 3, 4]), layout, 2)).not.toThrow();
    const features = new Map([['patch-features/-1', new Float32Array(6)]]);
    expect(() => reducers.globalcom2.select(features, layout, 2, { score: 'dissimilarity' })).toThrow(
      code('signal-shape'),
    );
  });

  it('unknown and impossible options', () => {
    const select = (options: object) => () =>
      findReducer('fastervlm').stage === 'vision' && reducers.fastervlm.select(cls([1, 2, 3, 4]), layout, 2, options);
    expect(select({ keep: 3 })).toThrow(
      expect.objectContaining({ code: 'reducer-options', message: expect.stringContaining('keep') }),
    );
    expect(select({ variant: 'best' })).toThrow(code('reducer-options'));
    expect(select({ variant: undefined })).not.toThrow();
  });

  it('a name that does not exist', () => {
    expect(() => findReducer('fastv')).toThrow(
      expect.objectContaining({ code: 'reducer-name', message: expect.stringContaining('hired') }),
    );
    expect(() => findReducer('constructor')).toThrow(code('reducer-name'));
    expect(findReducer('hired')).toBe(reducers.hired);
  });
});

import { niceStep, tidy } from './scale.js';

/** How numbers are written on the picture. */
export interface NumberStyle {
  /** Separator of thousands. */
  comma: boolean;
  /** Written behind every printed value, for example `%`. */
  suffix: string;
}

/** A number as it is printed: `1,250`, `12.5`, `40%`. */
export function printed(value: number, style: NumberStyle, decimals?: number): string {
  const fixed = decimals === undefined ? String(tidy(value)) : value.toFixed(decimals);
  const [whole, fraction] = fixed.split('.');
  const grouped = style.comma ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return `${fraction === undefined ? grouped : `${grouped}.${fraction}`}${style.suffix}`;
}

/**
 * What can be read off an axis by eye: a whole number, to about a tenth of the distance between two ticks.
 *
 * @example
 * rough(437, 100) // 440
 */
export function rough(value: number, step: number): number {
  const grain = roughGrain(step);
  return tidy(Math.round(value / grain) * grain);
}

/** The step of rough numbers on an axis with ticks every `step`. */
export function roughGrain(step: number): number {
  return Math.max(1, Math.floor(niceStep(step / 10)));
}

import type { CompositeType } from '../kind.js';
import type { WrittenCaption } from './write-caption.js';

/** How one writer did on one type. */
export interface PassRate {
  type: CompositeType;
  writer: string;
  captions: number;
  /** Passed at the first try, the second, the third. */
  passed: number[];
  /** Left to the template. */
  fallbacks: number;
}

/** Counts how often captions passed the check, per type and writer. */
export class PassRates {
  private readonly rates = new Map<string, PassRate>();

  add(type: CompositeType, writer: string, { by, tries }: Pick<WrittenCaption, 'by' | 'tries'>): void {
    const key = `${type}\n${writer}`;
    const rate = this.rates.get(key) ?? { type, writer, captions: 0, passed: [], fallbacks: 0 };
    this.rates.set(key, rate);
    rate.captions++;
    if (by === 'template') rate.fallbacks++;
    else for (let i = 0; i < tries; i++) rate.passed[i] = (rate.passed[i] ?? 0) + (i === tries - 1 ? 1 : 0);
  }

  list(): PassRate[] {
    return [...this.rates.values()].sort((a, b) => (`${a.type} ${a.writer}` < `${b.type} ${b.writer}` ? -1 : 1));
  }
}

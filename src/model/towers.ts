import type { Tensor } from '../graph/index.js';
import { blipNames, blipVision } from './blip.js';
import { clipNames, clipVision } from './clip.js';
import type { EncoderNames, EncoderOptions, VisionFeatures } from './encoder.js';
import type { Scope } from './scope.js';
import { siglipNames, siglipVision } from './siglip.js';
import type { TowerKind, VisionConfig } from './vision-config.js';

/** What one kind of tower is: the same contract for each. */
export interface Tower {
  names: EncoderNames;
  /** A CLS row stands before the patches. */
  cls: boolean;
  /** Normalised pixels `[T, 3, side, side]` → hidden states. */
  vision(scope: Scope, config: VisionConfig, pixels: Tensor, options?: EncoderOptions): VisionFeatures;
}

export const towers: Record<TowerKind, Tower> = {
  clip: { names: clipNames, cls: true, vision: clipVision },
  siglip: { names: siglipNames, cls: false, vision: siglipVision },
  blip: { names: blipNames, cls: true, vision: blipVision },
};

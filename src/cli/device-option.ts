import { Option } from 'commander';
import { type Device, devices } from '../runtime/index.js';

/** The device of a command line. */
export interface DeviceOption {
  device?: Device;
}

/** `--device`: the same for every command that runs a model. */
export const deviceOption = (): Option =>
  new Option('--device <device>', 'where the model computes; webgpu needs a graphics card (default: cpu)').choices(
    devices,
  );

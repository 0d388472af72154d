/** Files of ONNX Runtime by device. */
export const runtimeFiles: Record<'wasm' | 'webgpu', string[]>;
/** Bundles the script of a page with the built package; gives the names of the written scripts. */
export function bundleBrowser(page: string, out: string): Promise<string[]>;

/**
 * ONNX Runtime's builds for Linux and macOS report their use over the network and keep a device number in the cache folder of
 * the user, unless the environment says otherwise before they load (microsoft/onnxruntime pull request 27379). Tesserae works
 * offline and reports nothing. A value that the user has set stays.
 *
 * Threads must share the environment of the process (`SHARE_ENV`): a copy is invisible to native code.
 */
export function silenceTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY ??= '1';
}

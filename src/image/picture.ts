/** A decoded picture: 8-bit RGB, row by row, `data[(y * width + x) * 3 + channel]`. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

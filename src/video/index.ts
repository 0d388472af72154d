export { decodeFrames, inspectVideo, type VideoFacts } from './ffmpeg.js';
export { defaultFrames, type Video, type VideoOptions, type VideoSource } from './frame-list.js';
export { openVideo } from './read-video.js';
export { sampleFrames } from './sample.js';

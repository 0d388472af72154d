export { decodeFrames, inspectVideo, type VideoFacts } from './ffmpeg.js';
export { defaultFrames, openVideo, type Video, type VideoOptions, type VideoSource } from './read-video.js';
export { sampleFrames } from './sample.js';

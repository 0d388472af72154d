/** What browsers have of this folder: a video is a list of its frames. */
export { defaultFrames, type Video, type VideoOptions, type VideoSource } from './frame-list.js';
export { openVideo } from './read-video.browser.js';
export { sampleFrames } from './sample.js';

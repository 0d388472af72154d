"""tesserae-nano in transformers, as a peer of bench/small-model.ts.

    python bench/peers/small_model.py THREADS FOLDER

Every line of the input is a question: `{"load": true}` loads the folder anew and is answered by its milliseconds;
`{"picture", "question", "maxTokens"}` by `{firstTokenMs, decodeMsPerToken, tokenIds, promptTokens}`, greedy, from the file.
"""
import json
import sys
import time

started = time.perf_counter()
import torch
import transformers
from PIL import Image

from llava_next import load, prepare

import_ms = (time.perf_counter() - started) * 1000
threads, folder = sys.argv[1:]
torch.set_num_threads(int(threads))
transformers.utils.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
model = processor = None


class Clock:
    """Notes when tokens come; `generate` first shows it the prompt."""

    def __init__(self):
        self.times = []

    def put(self, ids):
        self.times.append(time.perf_counter())

    def end(self):
        pass


def answer(picture, question, maxTokens):
    start = time.perf_counter()
    inputs = prepare(processor, Image.open(picture).convert("RGB"), question)
    clock = Clock()
    with torch.inference_mode():
        out = model.generate(**inputs, max_new_tokens=maxTokens, do_sample=False, streamer=clock)
    prompt_tokens = inputs["input_ids"].shape[1]
    first, last, count = clock.times[1], clock.times[-1], len(clock.times) - 1
    return {
        "firstTokenMs": (first - start) * 1000,
        "decodeMsPerToken": (last - first) * 1000 / (count - 1) if count > 1 else None,
        "tokenIds": out[0, prompt_tokens:].tolist(),
        "promptTokens": prompt_tokens,
    }


def load_anew():
    global model, processor
    model = processor = None
    start = time.perf_counter()
    model, processor = load(folder)
    return (time.perf_counter() - start) * 1000


print(json.dumps({"torch": torch.__version__, "transformers": transformers.__version__, "importMs": import_ms}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(load_anew() if "load" in request else answer(**request)), flush=True)

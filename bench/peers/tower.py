"""The vision tower of bench/tower.ts in PyTorch (transformers' CLIPVisionModel, sdpa attention).

    python bench/peers/tower.py THREADS TYPE ORDER.json

ORDER names sizes, the file of weights with every weight's place in it, and files of pixels in and hidden states out. Every line
of the input asks for one run and is answered by its milliseconds; the first run also writes the hidden states.
"""
import json
import sys
import time

import numpy as np
import torch
import transformers
from transformers import CLIPVisionConfig, CLIPVisionModel

threads, kind, order = sys.argv[1:]
torch.set_num_threads(int(threads))
dtype = {"fp32": torch.float32, "bf16": torch.bfloat16}[kind]
with open(order) as file:
    order = json.load(file)

config = CLIPVisionConfig(**order["config"], attn_implementation="sdpa")
model = CLIPVisionModel(config).eval()
expected = model.state_dict()
names = {name.removeprefix("vision_model."): name for name in expected}
loaded = {}
for weight in order["weights"]:
    values = np.memmap(order["file"], np.float32, "r", weight["offset"], tuple(weight["shape"]))
    # A copy of its own for every weight: they share places in the file, and would share the cache.
    loaded[names[weight["name"]]] = torch.from_numpy(np.array(values)).reshape(expected[names[weight["name"]]].shape)
result = model.load_state_dict(loaded, strict=False)
left = [name for name in result.missing_keys if "post_layernorm" not in name and "position_ids" not in name]
assert not left and not result.unexpected_keys, (left, result.unexpected_keys)
model = model.to(dtype)
pixels = torch.from_numpy(np.fromfile(order["pixels"], np.float32)).reshape(order["shape"]).to(dtype)

print(json.dumps({"torch": torch.__version__, "transformers": transformers.__version__}), flush=True)
written = False
for _ in sys.stdin:
    start = time.perf_counter()
    with torch.inference_mode():
        hidden = model(pixels).last_hidden_state
    milliseconds = (time.perf_counter() - start) * 1000
    if not written:
        hidden.float().numpy().tofile(order["hidden"])
        written = True
    print(json.dumps(milliseconds), flush=True)

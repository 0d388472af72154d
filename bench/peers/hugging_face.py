"""Greedy tokens of a LLaVA-NeXT folder in transformers, beside those of `tesserae ask --json`.

    python bench/peers/hugging_face.py MODEL PICTURES...

Needs torch, transformers and Pillow. Prints one line per question and a summary; exits with 1 when any token differs.
"""
import json
import subprocess
import sys

import torch
from PIL import Image

from llava_next import load, prepare

folder, *pictures = sys.argv[1:]
questions = [
    "Describe the picture.",
    "How many bars are there?",
    "Is there a red star?",
    "What is the color of the tallest bar?",
    "How many objects are there?",
]
model, processor = load(folder)
same = total = 0
for path in pictures:
    for question in questions:
        inputs = prepare(processor, Image.open(path).convert("RGB"), question)
        with torch.no_grad():
            out = model.generate(**inputs, max_new_tokens=96, do_sample=False)
        theirs = out[0, inputs["input_ids"].shape[1]:].tolist()
        command = ["node", "dist/cli/main.js", "ask", path, question, "--model", folder, "--max-tokens", "96", "--json"]
        ours = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        total += 1
        equal = theirs == ours["tokenIds"]
        same += equal
        decoded = "" if equal else processor.tokenizer.decode(theirs)
        print("same" if equal else "DIFFERENT", path, question, "->", ours["answer"], decoded)
print(json.dumps({"same": same, "total": total}))
sys.exit(0 if same == total else 1)

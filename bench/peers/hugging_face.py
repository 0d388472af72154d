"""Greedy tokens of a LLaVA-NeXT folder in transformers, beside those of `tesserae ask --json`.

    python bench/peers/hugging_face.py MODEL PICTURES... [--questions N]

Needs torch, transformers and Pillow. Prints one line per question and a summary; exits with 1 when any token differs.
The pixels come from transformers' own slow (Pillow) image processor, so that the whole chain is compared.
"""
import json
import subprocess
import sys

import torch
from PIL import Image
from transformers import AutoTokenizer, LlavaNextForConditionalGeneration
from transformers.models.llava_next.processing_llava_next import LlavaNextProcessor

try:
    from transformers.models.llava_next.image_processing_pil_llava_next import LlavaNextImageProcessorPil as ImageProcessor
except ImportError:
    from transformers.models.llava_next.image_processing_llava_next import LlavaNextImageProcessor as ImageProcessor

folder, *pictures = sys.argv[1:]
questions = [
    "Describe the picture.",
    "How many bars are there?",
    "Is there a red star?",
    "What is the color of the tallest bar?",
    "How many objects are there?",
]
model = LlavaNextForConditionalGeneration.from_pretrained(folder, dtype=torch.float32).eval()
tokenizer = AutoTokenizer.from_pretrained(folder)
images = ImageProcessor.from_pretrained(folder)
template = open(f"{folder}/chat_template.jinja").read()
processor = LlavaNextProcessor(
    image_processor=images, tokenizer=tokenizer, patch_size=16, vision_feature_select_strategy="default",
    chat_template=template, image_token="<image>", num_additional_image_tokens=1,
)
same = total = 0
for path in pictures:
    for question in questions:
        messages = [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": question}]}]
        prompt = processor.apply_chat_template(messages, add_generation_prompt=True)
        inputs = processor(images=Image.open(path).convert("RGB"), text=prompt, return_tensors="pt", add_special_tokens=False)
        with torch.no_grad():
            out = model.generate(**inputs, max_new_tokens=96, do_sample=False)
        theirs = out[0, inputs["input_ids"].shape[1]:].tolist()
        command = ["node", "dist/cli/main.js", "ask", path, question, "--model", folder, "--max-tokens", "96", "--json"]
        ours = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        total += 1
        equal = theirs == ours["tokenIds"]
        same += equal
        print("same" if equal else "DIFFERENT", path, question, "->", ours["answer"], "" if equal else tokenizer.decode(theirs))
print(json.dumps({"same": same, "total": total}))
sys.exit(0 if same == total else 1)

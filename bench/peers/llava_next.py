"""A LLaVA-NeXT folder in transformers: the model in float32, and its processor.

The pixels come from transformers' own slow (Pillow) image processor, so that the whole chain is compared.
"""
import json
import pathlib

import torch
from transformers import AutoTokenizer, LlavaNextForConditionalGeneration
from transformers.models.llava_next.processing_llava_next import LlavaNextProcessor

try:
    from transformers.models.llava_next.image_processing_pil_llava_next import LlavaNextImageProcessorPil as ImageProcessor
except ImportError:
    from transformers.models.llava_next.image_processing_llava_next import LlavaNextImageProcessor as ImageProcessor


def load(folder):
    """Model and processor of a folder."""
    folder = pathlib.Path(folder)
    model = LlavaNextForConditionalGeneration.from_pretrained(folder, dtype=torch.float32).eval()
    processor = LlavaNextProcessor(
        image_processor=ImageProcessor.from_pretrained(folder), tokenizer=AutoTokenizer.from_pretrained(folder),
        patch_size=json.loads((folder / "config.json").read_text())["vision_config"]["patch_size"],
        vision_feature_select_strategy="default", chat_template=(folder / "chat_template.jinja").read_text(),
        image_token="<image>", num_additional_image_tokens=1,
    )
    return model, processor


def prepare(processor, image, question):
    """Inputs of a question about a picture."""
    messages = [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": question}]}]
    prompt = processor.apply_chat_template(messages, add_generation_prompt=True)
    return processor(images=image, text=prompt, return_tensors="pt", add_special_tokens=False)

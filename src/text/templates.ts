/**
 * Chat templates of the LLaVA families, for checkpoints that come without one.
 *
 * References: `conversation.py` of haotian-liu/LLaVA and of LLaVA-VL/LLaVA-NeXT, under whose names they go. There a template
 * is a separator style with a fixed system text; here it is Jinja, fit for a `chat_template.jinja`, and a system message
 * takes the place of the fixed text. Marks of all pictures of a message come first, each on a line of its own.
 */

const lists = {
  images: "{% for part in message['content'] | selectattr('type', 'equalto', 'image') %}{{ '<image>\\n' }}{% endfor %}",
  videos: "{% for part in message['content'] | selectattr('type', 'equalto', 'video') %}{{ '<video>\\n' }}{% endfor %}",
  text: "{% for part in message['content'] | selectattr('type', 'equalto', 'text') %}{{ part['text'] }}{% endfor %}",
};
const content = lists.images + lists.videos + lists.text;

/** Sets `system` and `rest`: a leading system message, else the fixed text. */
const split = (system: string) =>
  "{% if messages and messages[0]['role'] == 'system' %}" +
  "{% set system = messages[0]['content'][0]['text'] %}{% set rest = messages[1:] %}" +
  `{% else %}{% set system = ${JSON.stringify(system)} %}{% set rest = messages %}{% endif %}`;

/** `SYS USER: q ASSISTANT: a</s>USER: q2 ASSISTANT:` */
const vicuna = (system: string) =>
  split(system) +
  "{{ system + ' ' }}{% for message in rest %}" +
  `{% if message['role'] == 'user' %}{{ 'USER: ' }}${content}{{ ' ' }}` +
  `{% else %}{{ 'ASSISTANT: ' }}${content}{{ '</s>' }}{% endif %}` +
  "{% endfor %}{% if add_generation_prompt %}{{ 'ASSISTANT:' }}{% endif %}";

/** `<|im_start|>role⏎text<|im_end|>`, blocks parted by `between`. */
const chatml = (system: string, between: string) => {
  const end = JSON.stringify(`<|im_end|>${between}`);
  return (
    `${split(system)}{{ '<|im_start|>system\\n' + system + ${end} }}{% for message in rest %}` +
    `{{ '<|im_start|>' + message['role'] + '\\n' }}${content}{{ ${end} }}` +
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
  );
};

/** `[INST] q [/INST] a </s>[INST] q2 [/INST]`; there is no place for a system text. */
const mistral =
  "{% for message in messages %}{% if message['role'] == 'user' %}" +
  `{{ '[INST] ' }}${content}{{ ' [/INST]' }}` +
  `{% elif message['role'] == 'assistant' %}{{ ' ' }}${content}{{ ' </s>' }}` +
  "{% else %}{{ raise_exception('mistral_instruct takes user and assistant messages only.') }}{% endif %}{% endfor %}";

const header = (role: string) => `{{ '<|start_header_id|>' + ${role} + '<|end_header_id|>\\n\\n' }}`;

/** Llama 3's own template, with a system text. */
const llama3 = (system: string) =>
  `${split(system)}{{ '<|begin_of_text|>' }}${header("'system'")}{{ (system | trim) + '<|eot_id|>' }}` +
  `{% for message in rest %}${header("message['role']")}{% set text %}${content}{% endset %}` +
  `{{ (text | trim) + '<|eot_id|>' }}{% endfor %}{% if add_generation_prompt %}${header("'assistant'")}{% endif %}`;

/** Pre-training of the projector: a picture and its caption, `<image>caption⏎`. */
const plain =
  "{% for message in messages %}{% if message['role'] == 'assistant' %}" +
  `${lists.text}{{ '\\n' }}{% else %}{% for part in message['content'] %}` +
  "{% if part['type'] == 'text' %}{% if part['text'] | trim %}" +
  "{{ raise_exception('plain takes a picture and a caption, no question.') }}{% endif %}" +
  "{% else %}{{ '<' + part['type'] + '>' }}{% endif %}{% endfor %}{% endif %}{% endfor %}";

const aChat = (whom: string) =>
  `A chat between a curious ${whom} and an artificial intelligence assistant. ` +
  `The assistant gives helpful, detailed, and polite answers to the ${whom}'s questions.`;

const visionAssistant =
  'You are a helpful language and vision assistant. You are able to understand the visual content that the user provides, ' +
  'and assist the user with a variety of tasks using natural language.';

/** By the name that the original repositories give them: a Jinja template for `renderChat`. */
export const templates = {
  /** Vicuna backbones in evaluations: LLaVA-1.5 and LLaVA-NeXT 7B, 13B. */
  vicuna_v1: vicuna(aChat('user')),
  /** Vicuna backbones in demos. */
  llava_v1: vicuna(aChat('human')),
  /** LLaVA-NeXT on Mistral 7B Instruct. */
  mistral_instruct: mistral,
  /** LLaVA-NeXT on Yi 34B. */
  chatml_direct: chatml('Answer the questions.', ''),
  /** Qwen 1.5 and 2: LLaVA-NeXT 72B and 110B, LLaVA-OneVision. */
  qwen_1_5: chatml('You are a helpful assistant.', '\n'),
  /** LLaVA-NeXT on Llama 3 8B Instruct. */
  llava_llama_3: llama3(visionAssistant),
  /** Pre-training of the projector: a picture and its caption. */
  plain,
} as const satisfies Record<string, string>;

export type TemplateName = keyof typeof templates;

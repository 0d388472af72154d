import { TesseraeError } from '../base/error.js';
import { type ChatMessage, renderChat, type Tokenizer } from '../text/index.js';
import type { TurnText } from './example.js';

/**
 * Turns as ids, through the model's own chat template: what training sees is what inference will render.
 *
 * @throws TesseraeError `train-template` when the template does not put the picture's mark before the question
 */
export function createTurnText(
  tokenizer: Tokenizer,
  template: string | undefined,
  imageToken: string,
  endToken: string,
): TurnText {
  const render = (question: string) => {
    const messages: ChatMessage[] = [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text: question }] }];
    const parts = renderChat(template, messages, { addGenerationPrompt: true }).split(imageToken);
    if (parts.length === 2) return parts;
    throw new TesseraeError('train-template', {
      expected: `a chat template that renders one ${imageToken} for one picture`,
      received: `${parts.length - 1} of them`,
      action: 'Correct the chat template of the model folder.',
    });
  };
  const encode = (text: string) => tokenizer.encode(text, { addSpecialTokens: false });
  const end = tokenizer.idOf(endToken);
  if (end === undefined) {
    throw new TesseraeError('train-template', {
      expected: `the end mark ${endToken} in the vocabulary`,
      received: 'none',
      action: 'Correct eos_token in tokenizer_config.json.',
    });
  }
  const [space] = encode(' ');
  return {
    before: encode(render('')[0]),
    turn(question, answer) {
      const asked = render(question)[1];
      const prompt = encode(asked);
      const ids = [...encode(asked + answer), end];
      // Merging across the border would let the answer change the question's ids; learning starts where they part.
      let learnFrom = 0;
      while (learnFrom < prompt.length && prompt[learnFrom] === ids[learnFrom]) learnFrom += 1;
      return { ids, learnFrom };
    },
    // As inside a sentence, where nearly every word follows a space; the space before a digit says nothing.
    words: (text) => encode(` ${text}`).filter((id) => id !== space),
  };
}

/** Removes what language models put around a caption: echoes of the cue, announcements, offers to go on, quotation marks. */

/** Hidden thoughts of reasoning models. */
const THOUGHTS = /<think>[\s\S]*?<\/think>/gi;

/** What is cut from the front, again and again until nothing is. */
const PREFIXES: readonly RegExp[] = [
  /^(?:sure|certainly|of course|absolutely|okay|ok|great)\b[^\n.!:]{0,60}[.!:,]\s*/i,
  /^(?:here(?: is|'s|’s)|this is|below is|the following is)\b[^\n:]{0,120}?\b(?:caption|description|answer|text)\b[^\n:]{0,80}:\s*/i,
  /^(?:\*\*|#+\s*)?(?:final |new |detailed |rewritten )?(?:caption|description|answer|output)(?:\*\*)?\s*:(?:\*\*)?\s*/i,
  /^assistant\s*:?\s*\n/i,
];

/** What is cut from the end: offers, questions to the reader, notes about the task. */
const OFFERS: readonly RegExp[] = [
  /\s*(?:please )?(?:let me know|feel free|would you like|do you want|if you(?:'d| would)? (?:like|need|want)|i hope (?:this|that)|is there anything)\b[^\n]*$/i,
  /\s*\(?(?:note|disclaimer|word count|character count)\s*:[^\n]*$/i,
  /\s*\(\d+ (?:words|characters)\)\s*$/i,
];

/**
 * The caption within an answer.
 *
 * @param keep texts that must stay as they are, for example a code block
 */
export function tidyCaption(answer: string, keep: readonly string[] = []): string {
  let text = answer.normalize('NFC').replace(THOUGHTS, '').trim();
  for (let changed = true; changed; ) {
    const before = text;
    for (const prefix of PREFIXES) text = text.replace(prefix, '').trimStart();
    for (const offer of OFFERS)
      if (!keep.some((part) => endsWithin(text, part))) text = text.replace(offer, '').trimEnd();
    changed = text !== before;
  }
  return unquote(text, keep);
}

/** True when a part that must stay is the end of the text. */
function endsWithin(text: string, part: string): boolean {
  return text.replace(/["'.)]+$/, '').endsWith(part.replace(/["'.)]+$/, ''));
}

/** One pair of quotation marks around all of it. */
function unquote(text: string, keep: readonly string[]): string {
  const pair = /^(["“])([\s\S]+)(["”])$/.exec(text);
  if (!pair || /["“”]/.test(pair[2]) || keep.some((part) => part.includes(text) || text.includes(`"${part}"`)))
    return text;
  return pair[2].trim();
}

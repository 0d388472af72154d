import type { CommanderError } from 'commander';

/** What a command line lacks, by the parser's code; `{}` stands for the command. */
const expectations: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'a command of {}',
  'commander.unknownOption': 'options of {}',
  'commander.missingArgument': 'all arguments of {}',
  'commander.excessArguments': 'no more arguments than {} takes',
  'commander.optionMissingArgument': 'a value for the option',
};

/**
 * The parser's complaint in the words of all other errors: what was expected, what came, what to do.
 *
 * @param command what was called, for example `tesserae ask`
 */
export function usageLine({ code, message }: CommanderError, command: string): string {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const action = `Run ${command} --help for what it takes.`;
  const ofOption = /^option '(?<name>.*?)' argument '(?<value>.*)' is invalid\. (?<reason>.*)$/s;
  const ofArgument = /^command-argument value '(?<value>.*)' is invalid for argument '(?<name>.*)'\. (?<reason>.*)$/s;
  const { name, value, reason } = (ofOption.exec(text) ?? ofArgument.exec(text))?.groups ?? {};
  if (name === undefined) {
    const expected = (expectations[code] ?? 'a command line that can be read').replace('{}', command);
    return `Expected ${expected}; received ${text}. ${action}`;
  }
  const wanted = reason
    .replace(/^Expected /, '')
    .replace(/^Allowed choices are /, 'one of ')
    .replace(/\.$/, '');
  return `Expected ${wanted} for ${name}; received ${JSON.stringify(value)}. ${action}`;
}
